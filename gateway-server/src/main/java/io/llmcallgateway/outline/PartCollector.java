package io.llmcallgateway.outline;

import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Collects one page of the parts of an outline, within a limit of parts and of time. One thread.
final class PartCollector {
  private static final int MOST_PARTS = 2_000;
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final int from;
  private final long began = System.nanoTime();
  private final List<OutlinePart> parts = new ArrayList<>();
  private int index;
  private boolean more;
  private boolean late;

  /// @param from the number of the first part
  PartCollector(int from) {
    this.from = from;
  }

  /// Counts the next part. Returns true if it is on the page, and then `add` must follow.
  boolean takesNext() {
    if (isFull()) return false;
    if (index < from) {
      index++;
      return false;
    }
    if (parts.size() < MOST_PARTS) return true;
    more = true;
    return false;
  }

  /// True if nothing more is taken.
  boolean isFull() {
    if (more || late) return true;
    late = (index & 63) == 63 && System.nanoTime() - began > MOST_NANOS;
    return late;
  }

  void add(PartRole role, PartType type, String path, int start, int end, PartContent content) {
    parts.add(
        new OutlinePart(
            index++,
            role,
            type,
            path,
            start,
            end,
            content.name(),
            content.ref(),
            content.mediaType(),
            content.hash(),
            content.text(),
            content.textCut(),
            content.cached()));
  }

  /// Marks the latest part.
  void markLatest(String lifetime) {
    if (parts.isEmpty()) return;
    parts.add(parts.removeLast().marked(lifetime));
  }

  Outline outline(@Nullable String problem) {
    var told = problem == null && late ? "Reading the body took too long." : problem;
    return new Outline(parts, more || late, told);
  }
}

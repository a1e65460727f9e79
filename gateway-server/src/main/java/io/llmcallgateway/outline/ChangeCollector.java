package io.llmcallgateway.outline;

import io.llmcallgateway.outline.BodyChange.Op;
import io.llmcallgateway.outline.BodyChange.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Collects differences within a limit of number and time. What is removed in one place and added
/// in another was moved. One thread.
final class ChangeCollector {
  private static final int MOST_CHANGES = 1_000;
  private static final int MOST_TEXT = 300;
  private static final int BEFORE = 60;
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final long began = System.nanoTime();
  private final List<Found> found = new ArrayList<>();
  private boolean more;

  /// @param hash what makes two elements the same
  private record Found(BodyChange change, long hash) {}

  /// True if nothing more is taken.
  boolean isFull() {
    if (more) return true;
    boolean late = (found.size() & 15) == 15 && System.nanoTime() - began > MOST_NANOS;
    more = late || found.size() >= MOST_CHANGES;
    return more;
  }

  void removed(String path, int start, int end, String text, long hash) {
    add(new BodyChange(Op.REMOVED, path, new Side(start, end, shown(text, 0)), null), hash);
  }

  void added(String path, int start, int end, String text, long hash) {
    add(new BodyChange(Op.ADDED, path, null, new Side(start, end, shown(text, 0))), hash);
  }

  /// Adds a change from one text to another, of which what is around the first difference is shown.
  void changed(String path, Side left, Side right) {
    int same = commonLength(left.text(), right.text());
    var before = new Side(left.start(), left.end(), shown(left.text(), same));
    var after = new Side(right.start(), right.end(), shown(right.text(), same));
    add(new BodyChange(Op.CHANGED, path, before, after), 0);
  }

  private void add(BodyChange change, long hash) {
    if (!isFull()) found.add(new Found(change, hash));
  }

  static int commonLength(String left, String right) {
    int least = Math.min(left.length(), right.length());
    int same = 0;
    while (same < least && left.charAt(same) == right.charAt(same)) same++;
    return same;
  }

  /// Returns the text around its first difference, with an ellipsis where it was cut.
  static String shown(String text, int difference) {
    int from = difference <= BEFORE || text.length() <= MOST_TEXT ? 0 : difference - BEFORE;
    int end = Math.min(text.length(), from + MOST_TEXT);
    if (from > 0 && Character.isLowSurrogate(text.charAt(from))) from++;
    if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) end--;
    return (from > 0 ? "…" : "") + text.substring(from, end) + (end < text.length() ? "…" : "");
  }

  BodyDiff diff(BodyDiff.Mode mode) {
    var changes = new ArrayList<BodyChange>();
    var gone = new HashMap<Long, Found>();
    for (var each : found) if (each.change.op() == Op.REMOVED) gone.putIfAbsent(each.hash, each);
    var moved = new HashMap<BodyChange, BodyChange>();
    for (var each : found) {
      if (each.change.op() != Op.ADDED) continue;
      var from = gone.remove(each.hash);
      if (from != null) moved.put(from.change, each.change);
    }
    for (var each : found) {
      var change = change(each.change, moved);
      if (change != null) changes.add(change);
    }
    return new BodyDiff(changes.isEmpty() && !more, mode, changes, more);
  }

  private static @Nullable BodyChange change(BodyChange change, Map<BodyChange, BodyChange> moved) {
    var to = moved.get(change);
    if (to != null) return new BodyChange(Op.MOVED, change.path(), change.left(), to.right());
    return change.op() == Op.ADDED && moved.containsValue(change) ? null : change;
  }
}

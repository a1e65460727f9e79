package io.llmcallgateway.outline.cache;

import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.outline.BodyChange;
import io.llmcallgateway.outline.BodyDiffs;
import io.llmcallgateway.outline.OutlinePart;
import io.llmcallgateway.outline.PromptOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares the prompts of two requests in the order in which a vendor reads them.
final class PromptComparison {
  private static final int MOST_TEXT = 200;

  private final PromptBody earlier;
  private final PromptBody later;
  private final List<OutlinePart> before;
  private final List<OutlinePart> after;
  private final PromptOrder.Shared shared;

  PromptComparison(PromptBody earlier, PromptBody later) {
    this.earlier = earlier;
    this.later = later;
    this.before = PromptOrder.of(earlier.outline());
    this.after = PromptOrder.of(later.outline());
    this.shared = PromptOrder.shared(before, after);
  }

  /// Returns how many parts are the same from the beginning on.
  int samePrefix() {
    return shared.prefix();
  }

  /// Returns the bytes of the parts that are the same from the beginning on.
  long prefixBytes() {
    return bytes(before.subList(0, shared.prefix()));
  }

  /// Returns which share of the earlier prompt is in the later one, differences in between left
  /// out.
  ///
  /// @param onlyMarked true if only what stands before a cache mark counts
  double shareInBoth(boolean onlyMarked) {
    long all = bytes(before);
    if (all == 0) return 0;
    int end = onlyMarked ? lastMark(before) : before.size();
    long both = 0;
    for (int i = 0; i < end; i++) {
      if (shared.inBoth().get(i)) both += size(before.get(i));
    }
    return (double) both / all;
  }

  /// True if a part before something that both prompts have is not the same.
  boolean differs() {
    return shared.edited();
  }

  /// Returns whose part the first difference is in.
  PartRole roleOfDifference() {
    int at = shared.prefix();
    if (at < after.size()) return after.get(at).role();
    return at < before.size() ? before.get(at).role() : PartRole.OTHER;
  }

  boolean hasMarks() {
    return lastMark(before) > 0;
  }

  /// Returns the longest time for which a part of the earlier prompt is marked; null if none is.
  @Nullable String longestMark() {
    String longest = null;
    for (var part : before) {
      var mark = part.cached();
      if (mark != null && (longest == null || mark.endsWith("h"))) longest = mark;
    }
    return longest;
  }

  /// Returns where and what the first difference is; null where one prompt only goes on.
  CacheDiagnosis.@Nullable Difference difference() {
    int at = shared.prefix();
    if (at >= before.size() || at >= after.size()) return null;
    var one = before.get(at);
    var other = after.get(at);
    var old = Arrays.copyOfRange(earlier.bytes(), one.start(), one.end());
    var now = Arrays.copyOfRange(later.bytes(), other.start(), other.end());
    int offset = Math.max(0, Arrays.mismatch(old, now));
    var changes = BodyDiffs.sameFormat(old, now).changes();
    if (changes.isEmpty()) {
      return new CacheDiagnosis.Difference(
          other.start() + offset, other.path(), text(one), text(other));
    }
    var change = changes.getFirst();
    boolean nested = !change.path().isEmpty() && !change.path().startsWith("[");
    var path = other.path() + (nested ? "." : "") + change.path();
    return new CacheDiagnosis.Difference(
        other.start() + offset, path, text(change.left()), text(change.right()));
  }

  private static String text(OutlinePart part) {
    var text = part.text() == null ? part.type().text() : part.text();
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }

  private static String text(BodyChange.@Nullable Side side) {
    return side == null ? "" : side.text();
  }

  /// Returns the number of parts up to the last mark.
  private static int lastMark(List<OutlinePart> parts) {
    int end = 0;
    for (int i = 0; i < parts.size(); i++) if (parts.get(i).cached() != null) end = i + 1;
    return end;
  }

  private static long bytes(List<OutlinePart> parts) {
    long bytes = 0;
    for (var part : parts) bytes += size(part);
    return bytes;
  }

  private static int size(OutlinePart part) {
    return part.end() - part.start();
  }
}

package io.llmcallgateway.outline;

import io.llmcallgateway.outline.BodyChange.Side;
import java.util.List;

/// Compares two bodies of different formats part by part, in the order in which a prompt is read.
final class PartsDiff {
  private PartsDiff() {}

  static BodyDiff of(Outline left, Outline right) {
    var before = PromptOrder.of(left);
    var after = PromptOrder.of(right);
    var out = new ChangeCollector();
    var pairs =
        Alignment.of(
            hashes(before), hashes(after), (i, k) -> before.get(i).type() == after.get(k).type());
    for (var pair : pairs) {
      if (pair.right() < 0) {
        var part = before.get(pair.left());
        out.removed(part.path(), part.start(), part.end(), text(part), part.hash());
      } else if (pair.left() < 0) {
        var part = after.get(pair.right());
        out.added(part.path(), part.start(), part.end(), text(part), part.hash());
      } else if (before.get(pair.left()).hash() != after.get(pair.right()).hash()) {
        var part = before.get(pair.left());
        out.changed(part.path(), side(part), side(after.get(pair.right())));
      }
    }
    var diff = out.diff(BodyDiff.Mode.PARTS);
    boolean more = diff.more() || left.more() || right.more();
    return new BodyDiff(diff.same() && !more, diff.mode(), diff.changes(), more);
  }

  private static long[] hashes(List<OutlinePart> parts) {
    return parts.stream().mapToLong(OutlinePart::hash).toArray();
  }

  private static Side side(OutlinePart part) {
    return new Side(part.start(), part.end(), text(part));
  }

  private static String text(OutlinePart part) {
    if (part.text() != null) return part.text();
    return part.name() == null ? part.type().text() : part.name();
  }
}

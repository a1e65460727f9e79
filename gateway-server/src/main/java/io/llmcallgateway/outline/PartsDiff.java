package io.llmcallgateway.outline;

import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.outline.BodyChange.Side;
import java.util.Comparator;
import java.util.List;

/// Compares two bodies of different formats part by part, in the order in which a prompt is read.
final class PartsDiff {
  private PartsDiff() {}

  static BodyDiff of(Outline left, Outline right) {
    var before = promptOrder(left.parts());
    var after = promptOrder(right.parts());
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

  /// Returns the parts with the tools first and the system's words next.
  static List<OutlinePart> promptOrder(List<OutlinePart> parts) {
    return parts.stream()
        .sorted(Comparator.comparingInt((OutlinePart part) -> place(part.role())))
        .toList();
  }

  private static int place(PartRole role) {
    return switch (role) {
      case TOOLS -> 0;
      case SYSTEM, DEVELOPER -> 1;
      case USER, ASSISTANT, TOOL, OTHER -> 2;
    };
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

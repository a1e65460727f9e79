package io.llmcallgateway.outline;

import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.wire.ContentHash;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// The order in which a vendor reads a prompt: tools, the system's words, messages.
public final class PromptOrder {
  private PromptOrder() {}

  /// What two prompts have in common.
  ///
  /// @param prefix how many parts are the same from the beginning on
  /// @param inBoth which parts of the first prompt are in the second, in the same order
  /// @param edited true if something that both have stands behind a difference
  public record Shared(int prefix, BitSet inBoth, boolean edited) {}

  /// Returns the parts of an outline in that order.
  public static List<OutlinePart> of(Outline outline) {
    return outline.parts().stream()
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

  /// Returns what two prompts have in common.
  public static Shared shared(List<OutlinePart> before, List<OutlinePart> after) {
    var left = hashes(before);
    var right = hashes(after);
    int least = Math.min(left.length, right.length);
    int prefix = 0;
    while (prefix < least && left[prefix] == right[prefix]) prefix++;
    var both = new BitSet(left.length);
    boolean edited = false;
    for (var pair : Alignment.of(left, right, (_, _) -> true)) {
      boolean same = pair.left() >= 0 && pair.right() >= 0;
      if (!same || left[pair.left()] != right[pair.right()]) continue;
      both.set(pair.left());
      edited |= pair.left() >= prefix;
    }
    return new Shared(prefix, both, edited);
  }

  private static long[] hashes(List<OutlinePart> parts) {
    return parts.stream()
        .mapToLong(part -> ContentHash.of(part.role().text().hashCode(), part.hash()))
        .toArray();
  }
}

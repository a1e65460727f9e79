package io.llmcallgateway.outline;

import java.util.ArrayList;
import java.util.List;

/// Finds which elements of two lists belong together: those of the longest common subsequence by
/// their hashes, and between them those that stand at the same place.
final class Alignment {
  /// The most cells of the table, beyond which elements are taken in their order.
  private static final int MOST_CELLS = 4_000_000;

  /// An element on the left and one on the right; -1 where a side has none.
  record Pair(int left, int right) {}

  /// Tells whether two elements that are not the same may be one that was changed.
  interface Likeness {
    boolean alike(int left, int right);
  }

  private final long[] left;
  private final long[] right;
  private final Likeness likeness;
  private final List<Pair> pairs = new ArrayList<>();

  private Alignment(long[] left, long[] right, Likeness likeness) {
    this.left = left;
    this.right = right;
    this.likeness = likeness;
  }

  /// Returns every element of both sides once, in order.
  static List<Pair> of(long[] left, long[] right, Likeness likeness) {
    var alignment = new Alignment(left, right, likeness);
    alignment.align();
    return alignment.pairs;
  }

  private void align() {
    int least = Math.min(left.length, right.length);
    int head = 0;
    while (head < least && left[head] == right[head]) head++;
    int tail = 0;
    while (tail < least - head && left[left.length - 1 - tail] == right[right.length - 1 - tail]) {
      tail++;
    }
    for (int i = 0; i < head; i++) pairs.add(new Pair(i, i));
    int leftEnd = left.length - tail;
    int rightEnd = right.length - tail;
    long cells = (leftEnd - head + 1L) * (rightEnd - head + 1L);
    if (cells <= MOST_CELLS) common(head, leftEnd, rightEnd);
    else pairOff(head, leftEnd, head, rightEnd);
    for (int i = 0; i < tail; i++) pairs.add(new Pair(leftEnd + i, rightEnd + i));
  }

  private void common(int from, int leftEnd, int rightEnd) {
    int width = rightEnd - from + 1;
    var lengths = new int[(leftEnd - from + 1) * width];
    for (int i = leftEnd - 1; i >= from; i--) {
      for (int k = rightEnd - 1; k >= from; k--) {
        int cell = (i - from) * width + (k - from);
        lengths[cell] =
            left[i] == right[k]
                ? lengths[cell + width + 1] + 1
                : Math.max(lengths[cell + width], lengths[cell + 1]);
      }
    }
    int i = from;
    int k = from;
    int leftOpen = from;
    int rightOpen = from;
    while (i < leftEnd && k < rightEnd) {
      int cell = (i - from) * width + (k - from);
      if (left[i] == right[k]) {
        pairOff(leftOpen, i, rightOpen, k);
        pairs.add(new Pair(i++, k++));
        leftOpen = i;
        rightOpen = k;
      } else if (lengths[cell + width] >= lengths[cell + 1]) {
        i++;
      } else {
        k++;
      }
    }
    pairOff(leftOpen, leftEnd, rightOpen, rightEnd);
  }

  /// Pairs elements that have no equal, as far as they are alike.
  private void pairOff(int leftFrom, int leftEnd, int rightFrom, int rightEnd) {
    int i = leftFrom;
    int k = rightFrom;
    while (i < leftEnd && k < rightEnd) {
      if (likeness.alike(i, k)) pairs.add(new Pair(i++, k++));
      else if (leftEnd - i > rightEnd - k) pairs.add(new Pair(i++, -1));
      else pairs.add(new Pair(-1, k++));
    }
    while (i < leftEnd) pairs.add(new Pair(i++, -1));
    while (k < rightEnd) pairs.add(new Pair(-1, k++));
  }
}

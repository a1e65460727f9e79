package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallAnalysis.Top;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Keeps the calls with the most of something, so many of them. One thread.
final class TopCalls {
  private static final Comparator<Entry> LEAST_FIRST =
      Comparator.comparingLong(Entry::value).thenComparingLong(Entry::seq);

  private final int most;
  private final PriorityQueue<Entry> entries = new PriorityQueue<>(LEAST_FIRST);

  /// A call's number, and how much of it there is.
  record Entry(long seq, long value) {}

  TopCalls(int most) {
    this.most = most;
  }

  static String column(Top by) {
    return switch (by) {
      case COST -> "c.nanos";
      case TOTAL -> "c.micros";
      case FIRST -> "c.first_token";
      case OUT -> "c.output";
    };
  }

  /// Nothing of it does not count.
  void offer(long seq, long value) {
    if (value <= 0) return;
    entries.add(new Entry(seq, value));
    if (entries.size() > most) entries.poll();
  }

  /// The numbers of the calls, the greatest first.
  List<Long> numbers() {
    var all = new ArrayList<>(entries);
    all.sort(LEAST_FIRST.reversed());
    return all.stream().map(Entry::seq).toList();
  }
}

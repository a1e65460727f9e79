package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallQuery;
import java.sql.Connection;
import java.sql.SQLException;

/// Cuts a full-text search into windows of calls, newest first, since an index of words cannot be
/// told to stop after so much work: common words that never follow each other would be looked for
/// in every call. A window is the larger the faster the one before it was. One search.
final class TextWindows {
  private static final int FIRST = 2_000; // texts
  private static final int GROWTH = 8;
  private static final long SHORT_NANOS = 1_000_000;
  private static final long MEDIUM_NANOS = 8_000_000;

  /// A window after one of this size holds all the rest, if that was fast.
  private static final int LARGE = 500_000;

  private final Connection connection;
  private final long beginning;
  private int texts = FIRST;
  private long least;
  private long began = System.nanoTime();

  TextWindows(Connection connection, CallQuery query) {
    this.connection = connection;
    this.beginning = ListSql.beginning(query);
  }

  /// The lowest number of the window below `end`.
  long next(long end) throws SQLException {
    if (end != Long.MAX_VALUE && least == end) grow();
    began = System.nanoTime();
    least = texts > LARGE ? beginning : Math.max(beginning, start(end));
    return least;
  }

  private void grow() {
    long nanos = System.nanoTime() - began;
    if (nanos < SHORT_NANOS) texts = (int) Math.min(Integer.MAX_VALUE, (long) texts * GROWTH);
    else if (nanos < MEDIUM_NANOS) texts *= 2;
  }

  /// Where what has not been looked at ends; -1 where there is nothing.
  long below() {
    return least <= beginning ? -1 : least;
  }

  private long start(long end) throws SQLException {
    var sql = "SELECT id FROM call_text_docsize WHERE id < ? ORDER BY id DESC LIMIT 1 OFFSET ?";
    try (var find = connection.prepareStatement(sql)) {
      find.setLong(1, end);
      find.setInt(2, texts);
      try (var rows = find.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }
}

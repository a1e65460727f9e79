package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.SearchWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

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

  /// Of a hundred texts that have the rarest of some words, where all words are common.
  private static final int COMMON = 1;

  /// Each is a query of its own.
  private static final int MOST_APART = 32;

  private final Connection connection;
  private final long beginning;
  private final List<String> terms;
  private int texts = FIRST;
  private boolean asked;
  private boolean apart;
  private long least;
  private long began = System.nanoTime();

  TextWindows(Connection connection, CallFilter filter) {
    this.connection = connection;
    this.beginning = ListSql.beginning(filter);
    this.terms =
        SearchWords.terms(Objects.requireNonNull(filter.text())).stream().distinct().toList();
  }

  /// The lowest number of the window below `end`.
  long next(long end) throws SQLException {
    if (end != Long.MAX_VALUE && least == end) grow();
    least = texts > LARGE ? beginning : Math.max(beginning, start(end));
    if (!asked) apart = terms.size() > 1 && terms.size() <= MOST_APART && areCommon(end);
    asked = true;
    began = System.nanoTime();
    return least;
  }

  /// True if the words are looked for each by itself: FTS5 looks for those that come together as
  /// far down as it takes, whatever the window. Where one is rare, that is not far.
  boolean apart() {
    return apart;
  }

  private boolean areCommon(long end) throws SQLException {
    var sql = "SELECT count(*) FROM call_text WHERE call_text MATCH ? AND rowid < ? AND rowid >= ?";
    try (var count = connection.prepareStatement(sql)) {
      for (var term : terms) {
        count.setString(1, ListSql.quoted(term));
        count.setLong(2, end);
        count.setLong(3, least);
        try (var rows = count.executeQuery()) {
          if (!rows.next() || rows.getInt(1) * 100L < (long) COMMON * texts) return false;
        }
      }
    }
    return true;
  }

  private void grow() {
    long nanos = System.nanoTime() - began;
    if (nanos < SHORT_NANOS) texts = (int) Math.min(Integer.MAX_VALUE, (long) texts * GROWTH);
    else if (nanos < MEDIUM_NANOS) texts *= 2;
  }

  /// The end of what has not been searched yet; -1 where there is nothing.
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

package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.Retention;
import io.llmcallgateway.model.CallId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deletes what is not to be kept any longer, a little in each step, so that readers and the batch
/// that waits are not held up. Pages that are freed are used again, and given back to the disk bit
/// by bit. One thread.
final class Sweep {
  /// All of them by name, so that the rows of old hours are found without a look at the others.
  private static final String SCOPES =
      "scope IN (VALUES (0), (1), (2), (3), (4), (5) UNION SELECT "
          + RollupKey.BY_TAG
          + " + id FROM name WHERE kind = 'tag')";

  private static final int ROWS = 500;
  private static final int FREED_PAGES = 64;
  private static final Duration MINUTES = Duration.ofHours(50);

  private final Connection connection;
  private final NameWriter names;

  /// A tag's value that calls had.
  private record Value(long id, String kind, String text) {}

  Sweep(Connection connection, NameWriter names) {
    this.connection = connection;
    this.names = names;
  }

  /// Says whether there is more to do.
  boolean step(Retention retention, long now) throws SQLException {
    boolean payloads = deletePayloads(before(now, retention.payloads()));
    boolean calls = deleteCalls(before(now, retention.calls()));
    deleteRollups(now, retention);
    boolean large = used() > retention.bytes();
    if (large && !payloads) payloads = deletePayloads(Long.MAX_VALUE);
    if (large && !payloads) calls |= deleteCalls(Long.MAX_VALUE);
    giveBack();
    return payloads || calls;
  }

  private static long before(long now, Duration kept) {
    return RowNumber.at(now - kept.toMillis());
  }

  /// Deletes the oldest payloads and texts below a number; says whether there were any.
  private boolean deletePayloads(long before) throws SQLException {
    var end = end("call_payload", before);
    if (end == null) return false;
    for (var sql :
        List.of(
            "DELETE FROM call_text WHERE rowid <= ?",
            "DELETE FROM text_pending WHERE seq <= ?",
            "DELETE FROM response WHERE seq <= ?",
            "UPDATE call SET question = NULL WHERE seq <= ? AND question IS NOT NULL AND seq >="
                + " (SELECT min(seq) FROM call_payload)",
            "DELETE FROM call_payload WHERE seq <= ?")) {
      update(sql, end);
    }
    return true;
  }

  private boolean deleteCalls(long before) throws SQLException {
    var end = end("call", before);
    if (end == null) return false;
    var values = values(end);
    for (var sql :
        List.of(
            "DELETE FROM call_text WHERE rowid <= ?",
            "DELETE FROM text_pending WHERE seq <= ?",
            "DELETE FROM response WHERE seq <= ?",
            "DELETE FROM call_payload WHERE seq <= ?",
            "DELETE FROM call_detail WHERE seq <= ?",
            "DELETE FROM call_tag WHERE (tag, seq) IN (SELECT tag, seq FROM call_tag WHERE seq <="
                + " ?)",
            "DELETE FROM call WHERE seq <= ?")) {
      update(sql, end);
    }
    for (var value : values) deleteUnused(value);
    return true;
  }

  /// The tags of calls up to a number.
  private List<Value> values(long end) throws SQLException {
    var sql =
        "SELECT DISTINCT n.id, n.kind, n.value FROM call_tag t JOIN name n ON n.id = t.tag"
            + " WHERE t.seq <= ?";
    var values = new ArrayList<Value>();
    try (var find = connection.prepareStatement(sql)) {
      find.setLong(1, end);
      try (var rows = find.executeQuery()) {
        while (rows.next()) {
          values.add(new Value(rows.getLong(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return values;
  }

  /// Deletes a value that no call has any longer, unless charts may show it.
  private void deleteUnused(Value value) throws SQLException {
    if (names.summed(value.kind(), value.text()) != SummedNames.OTHERS) return;
    var sql =
        "DELETE FROM name WHERE id = ? AND NOT EXISTS (SELECT 1 FROM call_tag WHERE tag = name.id)";
    try (var delete = connection.prepareStatement(sql)) {
      delete.setLong(1, value.id());
      if (delete.executeUpdate() > 0) names.removed(value.kind(), value.text());
    }
  }

  /// Deletes the payloads and texts of one call.
  void forget(CallId id) throws SQLException {
    var seq = seq(id);
    if (seq == null) return;
    for (var sql :
        List.of(
            "DELETE FROM call_text WHERE rowid = ?",
            "DELETE FROM text_pending WHERE seq = ?",
            "DELETE FROM response WHERE seq = ?",
            "UPDATE call SET question = NULL WHERE seq = ?",
            "DELETE FROM call_payload WHERE seq = ?")) {
      update(sql, seq);
    }
  }

  private @Nullable Long seq(CallId id) throws SQLException {
    var sql = "SELECT seq FROM call WHERE seq BETWEEN ? AND ? AND id = ?";
    try (var find = connection.prepareStatement(sql)) {
      long seq = RowNumber.of(id);
      find.setLong(1, seq);
      find.setLong(2, seq + RowNumber.NEIGHBOURS);
      find.setBytes(3, RowNumber.bytes(id));
      try (var rows = find.executeQuery()) {
        return rows.next() ? (Long) rows.getLong(1) : null;
      }
    }
  }

  /// The last row of the next step; null where there is none.
  private @Nullable Long end(String table, long before) throws SQLException {
    var sql =
        "SELECT max(seq) FROM (SELECT seq FROM " + table + " WHERE seq < ? ORDER BY seq LIMIT ?)";
    try (var find = connection.prepareStatement(sql)) {
      find.setLong(1, before);
      find.setInt(2, ROWS);
      try (var rows = find.executeQuery()) {
        long end = rows.getLong(1);
        return rows.wasNull() ? null : end;
      }
    }
  }

  private void deleteRollups(long now, Retention retention) throws SQLException {
    long minutes = now - MINUTES.toMillis();
    long hours = now - retention.calls().toMillis();
    update("DELETE FROM rollup WHERE step = 0 AND scope IN (0, 1) AND start < ?", minutes);
    update("DELETE FROM rollup WHERE step = 1 AND " + SCOPES + " AND start < ?", hours);
  }

  private void update(String sql, long parameter) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, parameter);
      statement.executeUpdate();
    }
  }

  private long used() throws SQLException {
    return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
  }

  private void giveBack() throws SQLException {
    if (pragma("freelist_count") < FREED_PAGES) return;
    try (var statement = connection.createStatement()) {
      // An update runs to its end; a query gives a page back for each row that is asked for.
      statement.executeUpdate("PRAGMA incremental_vacuum(" + FREED_PAGES + ")");
    }
  }

  private long pragma(String name) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA " + name)) {
      return rows.getLong(1);
    }
  }
}

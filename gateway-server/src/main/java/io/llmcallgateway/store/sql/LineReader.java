package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallLine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads rows of `call` as lines of a list. Thread-safe.
final class LineReader {
  /// What a line is made of, of `call` by the name `c`; its number first.
  static final String COLUMNS =
      "c.*, (SELECT group_concat(t.tag) FROM call_tag t WHERE t.seq = c.seq) AS tags";

  private final NameReader names;

  LineReader(NameReader names) {
    this.names = names;
  }

  /// Reads the calls of some numbers, in that order.
  List<CallLine> read(Connection connection, List<Long> numbers) throws SQLException {
    var all = new ArrayList<CallLine>(numbers.size());
    var sql = "SELECT " + COLUMNS + " FROM call c WHERE c.seq = ?";
    try (var select = connection.prepareStatement(sql)) {
      for (long number : numbers) {
        select.setLong(1, number);
        try (var rows = select.executeQuery()) {
          if (rows.next()) all.add(line(connection, rows));
        }
      }
    }
    return all;
  }

  /// Reads a row of the columns above.
  CallLine line(Connection connection, ResultSet row) throws SQLException {
    var question = row.getString("question");
    return new CallLine(
        row.getLong("seq"),
        RowNumber.text(row.getBytes("id")),
        row.getLong("started_at"),
        EnumCodes.OPERATIONS.at(row.getInt("operation")).text(),
        name(connection, row, "dialect"),
        row.getInt("stream") == 1,
        EnumCodes.STATES.at(row.getInt("state")).text(),
        row.getInt("status"),
        names.value(connection, row.getLong("code")),
        name(connection, row, "model"),
        names.value(connection, row.getLong("provider")),
        names.value(connection, row.getLong("sent")),
        EnumCodes.LANES.at(row.getInt("lane")).text(),
        row.getInt("attempts"),
        name(connection, row, "key"),
        row.getString("session"),
        row.getString("user"),
        row.getLong("input"),
        row.getLong("cached"),
        row.getLong("output"),
        row.getInt("estimated") == 1,
        EnumCodes.cost(row.getInt("cost")).text(),
        row.getLong("nanos"),
        row.getInt("cost") == EnumCodes.DIFFERS,
        row.getLong("micros"),
        row.getLong("first_token"),
        row.getLong("own"),
        question == null ? "" : question,
        origin(row),
        row.getInt("losses"),
        tools(row.getString("tools")),
        names.value(connection, row.getLong("session_source")),
        replayOf(row.getBytes("replay_of")),
        tags(connection, row.getString("tags")));
  }

  private static @Nullable String origin(ResultSet row) throws SQLException {
    int code = row.getInt("origin");
    return row.wasNull() ? null : EnumCodes.FAULTS.at(code).text();
  }

  private static List<String> tools(@Nullable String names) {
    return names == null ? List.of() : List.of(names.split("\n", -1));
  }

  private static @Nullable String replayOf(byte @Nullable [] id) {
    return id == null ? null : RowNumber.text(id);
  }

  private Map<String, String> tags(Connection connection, @Nullable String ids)
      throws SQLException {
    if (ids == null) return Map.of();
    var tags = new HashMap<String, String>();
    for (var id : ids.split(",", -1)) {
      var tag = names.named(connection, Long.parseLong(id));
      if (tag != null) tags.put(tag.kind().substring("tag:".length()), tag.value());
    }
    return tags;
  }

  private String name(Connection connection, ResultSet row, String column) throws SQLException {
    return Objects.requireNonNullElse(names.value(connection, row.getLong(column)), "");
  }
}

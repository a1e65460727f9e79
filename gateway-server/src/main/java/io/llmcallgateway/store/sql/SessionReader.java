package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallSession;
import io.llmcallgateway.journal.SessionPage;
import io.llmcallgateway.journal.SessionStep;
import io.llmcallgateway.journal.SessionSummary;
import io.llmcallgateway.model.record.CallRecord.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads sessions: the calls that name the same one. Thread-safe.
final class SessionReader {
  /// Calls of a session that are added up.
  private static final int MOST_CALLS = 2_000;

  private static final int MOST_MODELS = 5;

  private static final String CALLS =
      "FROM (SELECT * FROM call INDEXED BY call_session WHERE session = ? ORDER BY seq DESC LIMIT "
          + MOST_CALLS
          + ")";

  private static final String SUMS =
      "SELECT count(*), sum(state NOT IN ("
          + EnumCodes.STATES.of(State.SUCCESS)
          + ", "
          + EnumCodes.STATES.of(State.CANCELLED)
          + ")), sum(length(tools) - length(replace(tools, char(10), '')) + 1), sum(input),"
          + " sum(cached), sum(output), sum(nanos), sum(cost = "
          + EnumCodes.UNKNOWN
          + " AND input + output > 0), max(started_at + micros / 1000), max(seq),"
          + " max(session_source) "
          + CALLS;

  private final NameReader names;
  private final LineReader lines;

  SessionReader(NameReader names, LineReader lines) {
    this.names = names;
    this.lines = lines;
  }

  /// Sessions that have calls of a filter, by the newest of these.
  SessionPage list(
      Connection connection, CallFilter filter, long before, int limit, Deadline deadline)
      throws SQLException {
    var sql = new FilterSql(filter, connection, names);
    sql.requireSession();
    var found = new TreeMap<Long, String>(); // by the number of its newest call
    var seen = new HashSet<String>();
    var walked =
        new CallWalk(connection, sql, () -> found.size() > limit || deadline.isOver())
            .walk(
                before,
                "c.seq, c.session",
                Integer.MAX_VALUE - 1,
                row -> {
                  var id = row.getString(2);
                  if (!seen.add(id)) return;
                  if (before >= 0 && sql.hasCallAbove(id, before)) return;
                  found.put(row.getLong(1), id);
                });
    var sessions = new ArrayList<SessionSummary>();
    for (var session : found.descendingMap().entrySet()) {
      var summary = summary(connection, session.getValue());
      if (summary != null) sessions.add(summary);
      boolean last = session.getKey().equals(found.firstKey());
      boolean full = sessions.size() == limit || deadline.isOver();
      if (full && !last) return new SessionPage(sessions, session.getKey());
    }
    return new SessionPage(sessions, walked.next());
  }

  /// A session with its newest calls before a cursor; null if there is none.
  @Nullable CallSession read(Connection connection, String id, long before, int limit)
      throws SQLException {
    var summary = summary(connection, id);
    if (summary == null) return null;
    var calls = new ArrayList<CallLine>();
    var sql =
        "SELECT "
            + LineReader.COLUMNS
            + " FROM call c INDEXED BY call_session WHERE c.session = ? AND c.seq < ?"
            + " ORDER BY c.seq DESC LIMIT ?";
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, id);
      select.setLong(2, before < 0 ? Long.MAX_VALUE : before);
      select.setInt(3, limit + 1);
      try (var rows = select.executeQuery()) {
        while (rows.next()) calls.add(lines.line(connection, rows));
      }
    }
    boolean more = calls.size() > limit;
    if (more) calls.removeLast();
    long next = more ? calls.getLast().cursor() : -1;
    return new CallSession(summary, calls.reversed(), steps(connection, id), next);
  }

  private List<SessionStep> steps(Connection connection, String id) throws SQLException {
    var steps = new ArrayList<SessionStep>();
    var sql = "SELECT seq, id, started_at, model, input, cached, micros " + CALLS;
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, id);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          steps.add(
              new SessionStep(
                  rows.getLong(1),
                  RowNumber.text(rows.getBytes(2)),
                  rows.getLong(3),
                  Objects.requireNonNullElse(names.value(connection, rows.getLong(4)), ""),
                  rows.getLong(5),
                  rows.getLong(6),
                  rows.getLong(7)));
        }
      }
    }
    return steps.reversed();
  }

  private @Nullable SessionSummary summary(Connection connection, String id) throws SQLException {
    try (var select = connection.prepareStatement(SUMS)) {
      select.setString(1, id);
      try (var rows = select.executeQuery()) {
        if (!rows.next() || rows.getLong(1) == 0) return null;
        return summary(connection, id, rows);
      }
    }
  }

  private SessionSummary summary(Connection connection, String id, ResultSet sums)
      throws SQLException {
    var first = first(connection, id);
    return new SessionSummary(
        id,
        names.value(connection, sums.getLong(11)),
        client(connection, sums.getLong(10)),
        first.getValue(),
        first.getKey(),
        sums.getLong(9),
        sums.getLong(1),
        sums.getLong(2),
        sums.getLong(3),
        sums.getLong(4),
        sums.getLong(5),
        sums.getLong(6),
        sums.getLong(7),
        sums.getLong(8),
        models(connection, id),
        sums.getLong(1) < MOST_CALLS);
  }

  /// The beginning of the first call, and what the user said in it.
  private static Map.Entry<Long, String> first(Connection connection, String id)
      throws SQLException {
    var sql =
        "SELECT started_at, question FROM call INDEXED BY call_session WHERE session = ?"
            + " ORDER BY seq LIMIT 1";
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, id);
      try (var rows = select.executeQuery()) {
        if (!rows.next()) return Map.entry(0L, "");
        return Map.entry(rows.getLong(1), Objects.requireNonNullElse(rows.getString(2), ""));
      }
    }
  }

  private static @Nullable String client(Connection connection, long seq) throws SQLException {
    try (var select = connection.prepareStatement("SELECT json FROM call_detail WHERE seq = ?")) {
      select.setLong(1, seq);
      try (var rows = select.executeQuery()) {
        if (!rows.next()) return null;
        return StoredRecordReader.read(rows.getBytes(1)).client().agent();
      }
    }
  }

  private List<String> models(Connection connection, String id) throws SQLException {
    var models = new ArrayList<String>();
    var sql = "SELECT DISTINCT model " + CALLS + " LIMIT " + MOST_MODELS;
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, id);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var model = names.value(connection, rows.getLong(1));
          if (model != null) models.add(model);
        }
      }
    }
    return models;
  }
}

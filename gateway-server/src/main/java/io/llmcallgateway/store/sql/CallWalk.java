package io.llmcallgateway.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Walks through the calls of a filter from the newest to the oldest, step by step, as long as
/// there is time. One query.
final class CallWalk {
  private static final int ROWS_BETWEEN_LOOKS = 128;

  private final Connection connection;
  private final FilterSql filter;
  private final Deadline deadline;

  /// Takes a row.
  interface Taker {
    void take(ResultSet row) throws SQLException;
  }

  /// How far a walk came.
  ///
  /// @param next the number below which nothing has been looked at; -1 where all has been
  /// @param timeUp whether it ended for want of time
  record Walked(long next, boolean timeUp) {
    /// The time, in epoch milliseconds, down to which all was looked at; -1 for all.
    long lookedUntil() {
      return timeUp ? RowNumber.millis(next) : -1;
    }
  }

  CallWalk(Connection connection, FilterSql filter, Deadline deadline) {
    this.connection = connection;
    this.filter = filter;
    this.deadline = deadline;
  }

  /// Gives rows to a taker, at most so many.
  ///
  /// @param before a number below which the rows must be, -1 for the newest
  /// @param columns of `call` by the name `c`, the number first
  Walked walk(long before, String columns, int most, Taker taker) throws SQLException {
    if (filter.nothing()) return new Walked(-1, false);
    var all = filter.filter();
    var lead = LeadSql.of(filter);
    var windows = all.text() == null ? null : new TextWindows(connection, all);
    long beginning = ListSql.beginning(all);
    long end = before < 0 ? ListSql.end(all) : Math.min(before, ListSql.end(all));
    int left = most;
    while (true) {
      long least = windows == null ? beginning : windows.next(end);
      boolean apart = windows != null && windows.apart();
      var step = new Step(taker, left);
      step.run(ListSql.of(filter, lead, new ListSql.Part(least, end, apart), columns, left + 1));
      if (step.next >= 0) return new Walked(step.next, step.timeUp);
      left -= step.taken;
      long next = step.floor < 0 && windows != null ? windows.below() : step.floor;
      if (next < 0) return new Walked(-1, false);
      if (deadline.isOver()) return new Walked(next, true);
      end = next;
    }
  }

  private final class Step {
    private final Taker taker;
    private final int most;
    private int taken;
    private long last;
    private long next = -1; // where the walk ends
    private boolean timeUp;
    private long floor = -1; // where it goes on

    Step(Taker taker, int most) {
      this.taker = taker;
      this.most = most;
    }

    void run(ListSql sql) throws SQLException {
      try (var select = prepare(connection, sql.sql(), sql.parameters());
          var rows = select.executeQuery()) {
        while (rows.next()) {
          boolean full = taken == most;
          timeUp = !full && taken > 0 && taken % ROWS_BETWEEN_LOOKS == 0 && deadline.isOver();
          if (full || timeUp) {
            next = last;
            return;
          }
          last = rows.getLong(1);
          taker.take(rows);
          taken++;
        }
      }
      floor = floor(sql);
    }
  }

  /// The row at which a scan stopped, having read enough rows; -1 where it came to the end.
  private long floor(ListSql sql) throws SQLException {
    if (sql.most() == Integer.MAX_VALUE) return -1;
    try (var scan = prepare(connection, sql.scanned(), sql.scannedParameters());
        var rows = scan.executeQuery()) {
      return rows.next() && rows.getLong(2) >= sql.most() ? rows.getLong(1) : -1;
    }
  }

  static PreparedStatement prepare(Connection connection, String sql, List<Object> parameters)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.size(); i++) statement.setObject(i + 1, parameters.get(i));
    return statement;
  }
}

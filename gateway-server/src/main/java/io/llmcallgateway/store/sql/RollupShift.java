package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.record.CallRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/// Moves the sums that a call is part of by what its cost has changed. Rows that are no longer kept
/// are left alone. One thread, inside a transaction.
final class RollupShift implements AutoCloseable {
  /// No day is longer.
  private static final long DAY = Duration.ofHours(26).toMillis();

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Connection connection;
  private final NameReader names;
  private final SummedNames summed;
  private final RollupChanges changes;
  private final PreparedStatement find;

  RollupShift(Connection connection, NameReader names) throws SQLException {
    this.connection = connection;
    this.names = names;
    this.find =
        connection.prepareStatement(
            "SELECT max(start) FROM rollup WHERE step = ? AND scope = 0 AND start <= ?");
    this.summed = new SummedNames(connection);
    this.changes = new RollupChanges(connection);
  }

  void add(CallRecord old, Cost cost) throws SQLException {
    var named = RollupChanges.Names.of(old, this::number);
    for (int step = RollupKey.MINUTE; step <= RollupKey.DAY; step++) {
      long start = start(step, old);
      if (start < 0) continue;
      changes.add(step, start, named, sums -> reprice(sums, old, cost));
    }
  }

  private long number(String kind, String value) throws SQLException {
    return summed.of(kind, names.find(connection, kind, value).id());
  }

  /// The row's beginning as the writer chose it, in whatever time zone it was: the latest before
  /// the call's end. -1 where it is gone.
  private long start(int step, CallRecord call) throws SQLException {
    long ended = call.startedAt() + call.timing().total() / 1_000;
    if (step == RollupKey.MINUTE) return Math.floorDiv(ended, 60_000L) * 60_000;
    find.setInt(1, step);
    find.setLong(2, ended);
    try (var rows = find.executeQuery()) {
      long start = rows.next() ? rows.getLong(1) : 0;
      return ended - start < (step == RollupKey.HOUR ? HOUR : DAY) ? start : -1;
    }
  }

  private static void reprice(CallSums sums, CallRecord old, Cost cost) {
    sums.addCost(old.usage(), old.cost(), -1);
    sums.addCost(old.usage(), cost, 1);
  }

  void flush() throws SQLException {
    changes.flush(false);
    summed.forget();
  }

  void forget() {
    changes.forget();
  }

  @Override
  public void close() throws SQLException {
    find.close();
    changes.close();
  }
}

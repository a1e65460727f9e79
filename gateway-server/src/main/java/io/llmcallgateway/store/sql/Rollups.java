package io.llmcallgateway.store.sql;

import io.llmcallgateway.model.record.CallRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// Keeps sums per minute, hour and day as records arrive. Hours and days are those of a time zone.
/// One thread.
final class Rollups implements AutoCloseable {
  private final NameWriter names;
  private final ZoneId zone;
  private final RollupChanges changes;

  Rollups(Connection connection, NameWriter names, ZoneId zone) throws SQLException {
    this.names = names;
    this.zone = zone;
    this.changes = new RollupChanges(connection);
  }

  /// The beginning of the stretch of time that holds an instant, both in epoch milliseconds.
  static long start(int step, long millis, ZoneId zone) {
    if (step == RollupKey.MINUTE) return Math.floorDiv(millis, 60_000L) * 60_000;
    var local = Instant.ofEpochMilli(millis).atZone(zone);
    var unit = step == RollupKey.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    return local.truncatedTo(unit).toInstant().toEpochMilli();
  }

  void add(CallRecord call) throws SQLException {
    long ended = call.startedAt() + call.timing().total() / 1_000;
    var named = RollupChanges.Names.of(call, names::summed);
    for (int step = RollupKey.MINUTE; step <= RollupKey.DAY; step++) {
      changes.add(step, start(step, ended, zone), named, sums -> sums.add(call));
    }
  }

  static String outcome(CallRecord call) {
    var failure = call.failure();
    if (failure != null) return failure.label();
    return call.state().text();
  }

  void flush() throws SQLException {
    changes.flush(true);
  }

  void rollback() {
    changes.forget();
  }

  @Override
  public void close() throws SQLException {
    changes.close();
  }
}

package io.llmcallgateway.store.sql;

import io.llmcallgateway.model.record.CallRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;

/// Keeps sums per minute, hour and day as records arrive. Hours and days are those of a time zone.
/// One thread.
final class Rollups implements AutoCloseable {
  private final Names names;
  private final ZoneId zone;
  private final RollupChanges changes;

  Rollups(Connection connection, Names names, ZoneId zone) throws SQLException {
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
    long model = names.summed("model", call.models().asked());
    var provided = call.models().provider();
    long provider = provided == null ? 0 : names.id("provider", provided);
    long key = names.summed("key", call.client().key());
    long outcome = names.summed("outcome", outcome(call));
    var tags = new ArrayList<Long>(2 * call.tags().size());
    for (var tag : call.tags().entrySet()) {
      long name = names.summed("tag", tag.getKey());
      if (name == SummedNames.OTHERS) continue;
      tags.add(name);
      tags.add(names.summed("tag:" + tag.getKey(), tag.getValue()));
    }
    var named = new RollupChanges.Names(model, provider, key, outcome, tags);
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

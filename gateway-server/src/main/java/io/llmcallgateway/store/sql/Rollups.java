package io.llmcallgateway.store.sql;

import io.llmcallgateway.model.record.CallRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps sums per minute, hour and day as records arrive: a batch is added up in memory, then each
/// row that it touches is read and written once. Hours and days are those of a time zone. One
/// thread.
final class Rollups implements AutoCloseable {
  static final int MINUTE = 0;
  static final int HOUR = 1;
  static final int DAY = 2;
  static final int ALL = 0;
  static final int BY_NAME = 1;
  static final int BY_TAG = 2;

  private static final String KEY = "step, scope, start, model, provider, key, outcome, tag";

  private record Key(
      int step,
      int scope,
      long start,
      long model,
      long provider,
      long key,
      long outcome,
      long tag) {}

  private final Map<Key, Sums> touched = new LinkedHashMap<>();
  private final Names names;
  private final ZoneId zone;
  private final PreparedStatement find;
  private final PreparedStatement put;

  Rollups(Connection connection, Names names, ZoneId zone) throws SQLException {
    this.names = names;
    this.zone = zone;
    this.find =
        connection.prepareStatement(
            "SELECT "
                + Sums.COLUMNS
                + " FROM rollup WHERE step = ? AND scope = ? AND start = ? AND model = ?"
                + " AND provider = ? AND key = ? AND outcome = ? AND tag = ?");
    this.put =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO rollup ("
                + KEY
                + ", "
                + Sums.COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?"
                + ", ?".repeat(Sums.WIDTH)
                + ")");
  }

  /// The beginning of the stretch of time that holds an instant, both in epoch milliseconds.
  static long start(int step, long millis, ZoneId zone) {
    if (step == MINUTE) return Math.floorDiv(millis, 60_000L) * 60_000;
    var local = Instant.ofEpochMilli(millis).atZone(zone);
    var unit = step == HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    return local.truncatedTo(unit).toInstant().toEpochMilli();
  }

  void add(CallRecord call) throws SQLException {
    long ended = call.startedAt() + call.timing().total() / 1_000;
    long model = names.id("model", call.models().asked());
    var provided = call.models().provider();
    long provider = provided == null ? 0 : names.id("provider", provided);
    long key = names.id("key", call.client().key());
    long outcome = names.id("outcome", outcome(call));
    for (int step = MINUTE; step <= DAY; step++) {
      long start = start(step, ended, zone);
      sums(new Key(step, ALL, start, 0, 0, 0, 0, 0)).add(call);
      sums(new Key(step, BY_NAME, start, model, provider, key, outcome, 0)).add(call);
      if (step == MINUTE) continue;
      for (var tag : call.tags().entrySet()) {
        long id = names.id("tag:" + tag.getKey(), tag.getValue());
        sums(new Key(step, BY_TAG, start, 0, 0, 0, 0, id)).add(call);
      }
    }
  }

  static String outcome(CallRecord call) {
    var failure = call.failure();
    if (failure != null) return failure.label();
    return call.state().text();
  }

  private Sums sums(Key key) {
    return touched.computeIfAbsent(key, _ -> new Sums());
  }

  void flush() throws SQLException {
    for (var entry : touched.entrySet()) {
      var sums = entry.getValue();
      set(find, entry.getKey());
      try (var rows = find.executeQuery()) {
        if (rows.next()) sums.add(rows, 1);
      }
      set(put, entry.getKey());
      sums.set(put, 9);
      put.executeUpdate();
    }
    touched.clear();
  }

  private static void set(PreparedStatement statement, Key key) throws SQLException {
    statement.setInt(1, key.step());
    statement.setInt(2, key.scope());
    statement.setLong(3, key.start());
    statement.setLong(4, key.model());
    statement.setLong(5, key.provider());
    statement.setLong(6, key.key());
    statement.setLong(7, key.outcome());
    statement.setLong(8, key.tag());
  }

  void rollback() {
    touched.clear();
  }

  @Override
  public void close() throws SQLException {
    find.close();
    put.close();
  }
}

package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads sums from the roll-ups. Thread-safe.
final class SumsReader {
  private static final long MINUTES_KEPT = Duration.ofHours(49).toMillis();

  private static final long ANY = 0;

  /// Of rows in memory.
  private static final long MOST_BYTES = 32 << 20;

  private static final String ROWS =
      "SELECT start, sums FROM rollup WHERE step = ? AND scope = ? AND start >= ? AND start < ?"
          + " ORDER BY start";

  private final NameReader names;
  private final ZoneId zone;
  private final InstantSource clock;

  SumsReader(NameReader names, ZoneId zone, InstantSource clock) {
    this.names = names;
    this.zone = zone;
    this.clock = clock;
  }

  /// True if sums by minute are kept from a time on.
  boolean hasMinutes(long from) {
    return from >= clock.millis() - MINUTES_KEPT;
  }

  /// A stretch of time read from the roll-ups of one step, its ends in epoch milliseconds.
  private record Stretch(int step, long from, long to) {}

  SumsTable read(Connection connection, SumsQuery query) throws SQLException {
    var cells = cells(connection, query);
    if (cells == null) return new SumsTable(List.of(), 0);
    return cells.table(rows(connection, query), id -> names.value(connection, id));
  }

  /// Reads only how many calls the largest groups have, by their names; that is quicker.
  Map<String, Long> counts(Connection connection, SumsQuery query) throws SQLException {
    var cells = cells(connection, query);
    if (cells == null) return Map.of();
    return cells.counts(rows(connection, query), id -> names.value(connection, id));
  }

  /// Null where a name is asked for that no call has.
  private @Nullable SumsTableBuilder cells(Connection connection, SumsQuery query)
      throws SQLException {
    var wanted =
        new RollupGroup(
            wanted(connection, "model", query.model()),
            wanted(connection, "provider", query.provider()),
            wanted(connection, "key", query.key()),
            ANY,
            ANY);
    if (wanted.model() < 0 || wanted.provider() < 0 || wanted.key() < 0) return null;
    return new SumsTableBuilder(query.groupBy(), wanted, query.most(), MOST_BYTES);
  }

  private SumsTableBuilder.Source rows(Connection connection, SumsQuery query) {
    var stretches = stretches(query);
    return taker -> {
      for (var stretch : stretches) read(connection, query, stretch, taker);
    };
  }

  private List<Stretch> stretches(SumsQuery query) {
    var group = query.groupBy();
    boolean tags = group != null && group.startsWith("tag:"); // which have no minutes
    long now = tags ? Long.MAX_VALUE : clock.millis();
    long from = Math.max(0, query.from());
    long to = query.to() < 0 ? clock.millis() + Duration.ofDays(1).toMillis() : query.to();
    int least = tags ? RollupKey.HOUR : RollupKey.MINUTE;
    return switch (query.step()) {
      case MINUTE -> List.of(new Stretch(least, start(least, from), to));
      case HOUR -> List.of(new Stretch(RollupKey.HOUR, start(RollupKey.HOUR, from), to));
      case DAY -> List.of(new Stretch(RollupKey.DAY, start(RollupKey.DAY, from), to));
      case TOTAL -> total(from, to, now);
    };
  }

  private long start(int step, long millis) {
    return Rollups.start(step, millis, zone);
  }

  /// Whole days, with whole hours around them and minutes around those, as far back as there are
  /// minutes.
  private List<Stretch> total(long from, long to, long now) {
    var all = new ArrayList<Stretch>();
    long firstDay = from == 0 ? 0 : next(RollupKey.DAY, from);
    long lastDay = start(RollupKey.DAY, to);
    if (firstDay >= lastDay) {
      hours(all, from, to, now);
      return all;
    }
    if (from < firstDay) hours(all, from, firstDay, now);
    all.add(new Stretch(RollupKey.DAY, firstDay, lastDay));
    if (lastDay < to) hours(all, lastDay, to, now);
    return all;
  }

  private void hours(List<Stretch> all, long from, long to, long now) {
    if (from < now - MINUTES_KEPT) {
      all.add(new Stretch(RollupKey.HOUR, start(RollupKey.HOUR, from), to));
      return;
    }
    long first = next(RollupKey.HOUR, from);
    long last = start(RollupKey.HOUR, to);
    if (first >= last) {
      all.add(new Stretch(RollupKey.MINUTE, start(RollupKey.MINUTE, from), to));
      return;
    }
    if (from < first) all.add(new Stretch(RollupKey.MINUTE, start(RollupKey.MINUTE, from), first));
    all.add(new Stretch(RollupKey.HOUR, first, last));
    if (last < to) all.add(new Stretch(RollupKey.MINUTE, last, to));
  }

  /// The first beginning that is not before an instant.
  private long next(int step, long millis) {
    long start = start(step, millis);
    if (start == millis) return millis;
    long length = Duration.ofHours(step == RollupKey.DAY ? 26 : 1).toMillis();
    return start(step, start + length);
  }

  private void read(
      Connection connection, SumsQuery query, Stretch stretch, SumsTableBuilder.Taker taker)
      throws SQLException {
    long scope = scope(connection, query, stretch.step());
    if (scope < 0) return;
    boolean total = query.step() == SumsQuery.Step.TOTAL;
    try (var select = connection.prepareStatement(ROWS)) {
      select.setInt(1, stretch.step());
      select.setLong(2, scope);
      select.setLong(3, stretch.from());
      select.setLong(4, stretch.to());
      try (var rows = select.executeQuery()) {
        while (rows.next()) taker.take(total ? 0 : rows.getLong(1), rows.getBytes(2));
      }
    }
  }

  /// The rows that tell apart what the query does, and no more than that if they are kept; -1 where
  /// there is no such tag.
  private long scope(Connection connection, SumsQuery query, int step) throws SQLException {
    var facets = new TreeSet<String>();
    var group = query.groupBy();
    if (query.model() != null) facets.add("model");
    if (query.provider() != null) facets.add("provider");
    if (query.key() != null) facets.add("key");
    if (group != null && group.startsWith("tag:")) {
      if (!facets.isEmpty()) return RollupKey.BY_NAMES;
      long id = names.find(connection, "tag", group.substring("tag:".length())).id();
      return id < 0 ? -1 : RollupKey.BY_TAG + id;
    }
    if (group != null) facets.add(group);
    if (facets.isEmpty()) return RollupKey.ALL;
    if (facets.size() > 1 || step == RollupKey.MINUTE) return RollupKey.BY_NAMES;
    return switch (facets.first()) {
      case "model" -> RollupKey.BY_MODEL;
      case "provider" -> RollupKey.BY_PROVIDER;
      case "key" -> RollupKey.BY_KEY;
      default -> RollupKey.BY_OUTCOME;
    };
  }

  /// A name's number; `ANY` where none is asked for, less where there is no such name.
  private long wanted(Connection connection, String kind, @Nullable String value)
      throws SQLException {
    return value == null ? ANY : names.find(connection, kind, value).id();
  }
}

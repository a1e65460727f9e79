package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallAnalysis.Top;
import io.llmcallgateway.journal.CallChart;
import io.llmcallgateway.journal.CallChart.Outlier;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsQuery.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads charts: from the roll-ups where they keep what is asked, else from the rows of calls.
/// Thread-safe.
final class ChartReader {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /// Lengths that people read easily.
  private static final long[] STEPS = {
    SECOND,
    5 * SECOND,
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    364 * DAY,
    10 * 364 * DAY,
    100 * 364 * DAY
  };

  /// Days are an hour shorter or longer where clocks are changed.
  private static final long CLOCK_CHANGE = 2 * HOUR;

  /// Of each kind.
  private static final int OUTLIERS = 3;

  /// The part of the time in which they are looked for where the sums need no rows.
  private static final int OUTLIERS_SHARE = 4;

  private static final Top[] OUTLYING = {Top.COST, Top.TOTAL, Top.FIRST};

  private final NameReader names;
  private final LineReader lines;
  private final SumsReader sums;
  private final ZoneId zone;
  private final InstantSource clock;

  ChartReader(
      NameReader names, LineReader lines, SumsReader sums, ZoneId zone, InstantSource clock) {
    this.names = names;
    this.lines = lines;
    this.sums = sums;
    this.zone = zone;
    this.clock = clock;
  }

  /// The stretches of a chart.
  private static final class Stretches {
    private final long from;
    private final long step;
    private final List<CallSums> sums = new ArrayList<>();

    Stretches(long from, long to, long step) {
      this.from = from;
      this.step = step;
      for (long at = from; at < to; at += step) sums.add(new CallSums());
    }

    CallSums at(long millis) {
      long index = Math.floorDiv(millis - from, step);
      return sums.get(Math.clamp(index, 0, sums.size() - 1));
    }
  }

  CallChart read(
      Connection connection, CallFilter asked, int most, long nanos, Deadline.Source deadlines)
      throws SQLException {
    var filter = bounded(connection, asked);
    long step = step(filter.to() - filter.from(), most);
    var stretches = new Stretches(beginning(filter.from(), step), filter.to(), step);
    var rollups = rollups(connection, filter, step);
    var greatest = new EnumMap<Top, TopCalls>(Top.class);
    for (var by : OUTLYING) greatest.put(by, new TopCalls(OUTLIERS));
    if (rollups != null) {
      long shift = step >= DAY ? CLOCK_CHANGE : 0;
      for (var row : sums.read(connection, rollups).rows()) {
        stretches.at(row.start() + shift).add(row.sums());
      }
    }
    var deadline = deadlines.in(rollups == null ? nanos : nanos / OUTLIERS_SHARE);
    var walked =
        new CallWalk(connection, new FilterSql(filter, connection, names), deadline)
            .walk(
                -1,
                "c.seq, " + RowSums.COLUMNS,
                Integer.MAX_VALUE - 1,
                row -> {
                  long seq = row.getLong(1);
                  offer(greatest, seq, row.getLong(3), row.getLong(4), row.getLong(5));
                  if (rollups == null) RowSums.add(stretches.at(RowNumber.millis(seq)), row);
                });
    return new CallChart(
        stretches.from,
        step,
        stretches.sums,
        outliers(connection, greatest),
        rollups == null ? walked.lookedUntil() : -1);
  }

  private static void offer(
      Map<Top, TopCalls> greatest, long seq, long nanos, long micros, long firstToken) {
    greatest.forEach(
        (by, calls) ->
            calls.offer(
                seq,
                switch (by) {
                  case COST -> nanos;
                  case TOTAL -> micros;
                  case FIRST, OUT -> firstToken;
                }));
  }

  private List<Outlier> outliers(Connection connection, Map<Top, TopCalls> greatest)
      throws SQLException {
    var outliers = new ArrayList<Outlier>();
    for (var by : OUTLYING) {
      var calls = greatest.get(by);
      if (calls == null) continue;
      for (var line : lines.read(connection, calls.numbers())) outliers.add(new Outlier(line, by));
    }
    return outliers;
  }

  /// The same calls, their time from the first that is kept to now where it has no limits.
  private CallFilter bounded(Connection connection, CallFilter filter) throws SQLException {
    long to = filter.to() < 0 ? clock.millis() + 1 : filter.to();
    long from = filter.from();
    if (from < 0) {
      try (var first = connection.prepareStatement("SELECT min(seq) FROM call");
          var rows = first.executeQuery()) {
        from = rows.next() && rows.getLong(1) > 0 ? RowNumber.millis(rows.getLong(1)) : to - DAY;
      }
    }
    return filter.between(Math.min(from, to - SECOND), to);
  }

  private static long step(long length, int most) {
    for (long step : STEPS) if (length / step < most - 1) return step;
    return STEPS[STEPS.length - 1];
  }

  private long beginning(long from, long step) {
    if (step >= DAY) return Rollups.start(RollupKey.DAY, from, zone);
    if (step > HOUR) {
      long day = Rollups.start(RollupKey.DAY, from, zone);
      return day + Math.floorDiv(from - day, step) * step;
    }
    if (step == HOUR) return Rollups.start(RollupKey.HOUR, from, zone);
    return Math.floorDiv(from, step) * step;
  }

  private @Nullable SumsQuery rollups(Connection connection, CallFilter filter, long step)
      throws SQLException {
    if (step < MINUTE) return null;
    boolean minutes = step < HOUR && sums.hasMinutes(filter.from());
    if (step < HOUR && !minutes) return null;
    var unit = minutes ? Step.MINUTE : step < DAY ? Step.HOUR : Step.DAY;
    return new RollupQueries(connection, names).of(filter, null, unit, 1);
  }
}

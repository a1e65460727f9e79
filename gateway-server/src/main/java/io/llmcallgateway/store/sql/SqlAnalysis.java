package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallAnalysis;
import io.llmcallgateway.journal.CallChart;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallPage;
import io.llmcallgateway.journal.CallSession;
import io.llmcallgateway.journal.SessionPage;
import io.llmcallgateway.journal.SumsQuery.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers questions about many calls from the journal's database. Thread-safe.
final class SqlAnalysis implements CallAnalysis {
  private static final long LOOKING_NANOS = 70_000_000;
  private static final long FACETS_NANOS = 40_000_000; // then the roll-ups may be asked
  private static final long TOP_NANOS = 40_000_000;

  private final ReaderPool readers;
  private final NameReader names;
  private final LineReader lines;
  private final Deadline.Source deadlines;
  private final ChartReader charts;
  private final FacetReader facets;
  private final GroupReader groups;
  private final SessionReader sessions;

  SqlAnalysis(
      ReaderPool readers,
      NameReader names,
      SumsReader sums,
      ZoneId zone,
      InstantSource clock,
      Deadline.Source deadlines) {
    this.readers = readers;
    this.names = names;
    this.lines = new LineReader(names);
    this.deadlines = deadlines;
    this.charts = new ChartReader(names, lines, sums, zone, clock);
    this.facets = new FacetReader(names, sums);
    this.sessions = new SessionReader(names, lines);
    this.groups = new GroupReader(names, sums, zone, clock);
  }

  @Override
  public CallPage top(CallFilter filter, Top by, int most) {
    return readers.read(connection -> top(connection, filter, by, most));
  }

  private CallPage top(Connection connection, CallFilter filter, Top by, int most)
      throws SQLException {
    var greatest = new TopCalls(most);
    var walked =
        new CallWalk(connection, new FilterSql(filter, connection, names), deadlines.in(TOP_NANOS))
            .walk(
                -1,
                "c.seq, " + TopCalls.column(by),
                Integer.MAX_VALUE - 1,
                row -> greatest.offer(row.getLong(1), row.getLong(2)));
    return new CallPage(lines.read(connection, greatest.numbers()), -1, walked.lookedUntil());
  }

  @Override
  public CallChart chart(CallFilter filter, int mostStretches) {
    return readers.read(
        connection -> charts.read(connection, filter, mostStretches, LOOKING_NANOS, deadlines));
  }

  @Override
  public List<FacetCounts> facets(CallFilter filter, List<String> kinds, int most) {
    return readers.read(
        connection -> facets.read(connection, filter, kinds, most, FACETS_NANOS, deadlines));
  }

  @Override
  public SessionPage sessions(CallFilter filter, long before, int limit) {
    return readers.read(
        connection ->
            sessions.list(connection, filter, before, limit, deadlines.in(LOOKING_NANOS)));
  }

  @Override
  public @Nullable CallSession session(String id, long before, int limit) {
    return readers.read(connection -> sessions.read(connection, id, before, limit));
  }

  @Override
  public FilteredSums sums(
      CallFilter filter, @Nullable String groupBy, Step step, int most, Duration looking) {
    return readers.read(
        connection ->
            groups.read(connection, filter, groupBy, step, most, deadlines.in(looking.toNanos())));
  }
}

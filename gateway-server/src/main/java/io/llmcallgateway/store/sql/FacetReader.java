package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallAnalysis.FacetCounts;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallReader.Facet;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.model.record.CallRecord.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts the values of facets, each under all other conditions of a filter: in the rows of calls,
/// or from the roll-ups where there are too many rows. Thread-safe.
final class FacetReader {
  private static final Comparator<Facet> MOST_FIRST =
      Comparator.comparingLong(Facet::calls).reversed().thenComparing(Facet::value);

  private final NameReader names;
  private final SumsReader sums;

  FacetReader(NameReader names, SumsReader sums) {
    this.names = names;
    this.sums = sums;
  }

  List<FacetCounts> read(
      Connection connection,
      CallFilter filter,
      List<String> kinds,
      int most,
      long nanos,
      Deadline.Source deadlines)
      throws SQLException {
    var walks = new LinkedHashMap<CallFilter, List<FacetCounter>>();
    for (var kind : kinds) {
      var counter = new FacetCounter(kind);
      walks.computeIfAbsent(counter.others(filter), _ -> new ArrayList<>()).add(counter);
    }
    var found = new LinkedHashMap<String, FacetCounts>();
    for (var walk : walks.entrySet()) {
      var deadline = deadlines.in(nanos / walks.size());
      boolean all = count(connection, walk.getKey(), walk.getValue(), deadline);
      for (var counter : walk.getValue()) {
        var kept = all ? null : rollups(connection, walk.getKey(), counter.kind(), most);
        var counts =
            kept == null
                ? greatest(counter.kind(), counter.counted(connection, names), most, all)
                : kept;
        found.put(counter.kind(), counts);
      }
    }
    return kinds.stream().distinct().map(found::get).flatMap(Stream::ofNullable).toList();
  }

  /// Counts as long as there is time; true if all calls were counted.
  private boolean count(
      Connection connection, CallFilter filter, List<FacetCounter> counters, Deadline deadline)
      throws SQLException {
    var columns = new ArrayList<>(List.of("c.seq"));
    for (var counter : counters) columns.addAll(counter.columns());
    var walked =
        new CallWalk(connection, new FilterSql(filter, connection, names), deadline)
            .walk(
                -1,
                String.join(", ", columns),
                Integer.MAX_VALUE - 1,
                row -> {
                  int at = 2;
                  for (var counter : counters) {
                    counter.count(row, at);
                    at += counter.columns().size();
                  }
                });
    return !walked.timeUp();
  }

  private static FacetCounts greatest(
      String kind, Map<String, Long> counted, int most, boolean exact) {
    var values =
        counted.entrySet().stream()
            .map(each -> new Facet(each.getKey(), each.getValue()))
            .sorted(MOST_FIRST)
            .limit(most)
            .toList();
    return new FacetCounts(kind, values, counted.size() > most, exact);
  }

  /// The counts that the roll-ups have, which know calls by the model that was asked for alone;
  /// null if they have none.
  private @Nullable FacetCounts rollups(
      Connection connection, CallFilter filter, String kind, int most) throws SQLException {
    var query =
        new RollupQueries(connection, names).of(filter, kind, SumsQuery.Step.TOTAL, most + 8);
    if (query == null) return null;
    var counted = new TreeMap<>(sums.counts(connection, query));
    boolean merged = counted.size() == query.most();
    if (kind.equals("code")) Stream.of(State.values()).map(State::text).forEach(counted::remove);
    counted.remove("");
    var counts = greatest(kind, counted, most, !kind.equals("model"));
    boolean more = counts.more() || merged;
    return new FacetCounts(kind, counts.values(), more, counts.exact());
  }
}

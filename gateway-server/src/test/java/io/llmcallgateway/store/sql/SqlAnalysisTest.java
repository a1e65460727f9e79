package io.llmcallgateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallAnalysis;
import io.llmcallgateway.journal.CallAnalysis.Top;
import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallMatch;
import io.llmcallgateway.journal.CallReader.Facet;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.SumsQuery.Step;
import io.llmcallgateway.model.record.CallRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Charts, facets, sums and the greatest calls are those of a plain count over the same calls.
@TestInstance(Lifecycle.PER_CLASS)
final class SqlAnalysisTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final int FILTERS = 20;
  private static final int VALUES = 3;
  private static final Duration LOOKING = Duration.ofMillis(100);
  private static final Map<String, CallFacet> FACETS =
      Map.of(
          "model", CallFacet.MODEL,
          "provider", CallFacet.PROVIDER,
          "state", CallFacet.STATE,
          "code", CallFacet.CODE,
          "key", CallFacet.KEY,
          "stream", CallFacet.STREAM,
          "cost", CallFacet.COST,
          "cache", CallFacet.CACHE,
          "user", CallFacet.USER,
          "origin", CallFacet.ORIGIN);

  private final ManyCalls many = new ManyCalls(23, 600);
  private SqlCalls reader;
  private SqlCalls hurried;
  private CallAnalysis analysis;

  @BeforeAll
  void fill(@TempDir Path folder) {
    try (var store = SqlStore.open(folder, KATHMANDU)) {
      many.addTo(store);
    }
    var clock = InstantSource.fixed(ManyCalls.BEGINNING.plusSeconds(3_600));
    reader = SqlCalls.open(folder, KATHMANDU, clock, _ -> () -> false);
    hurried = SqlCalls.open(folder, KATHMANDU, clock, _ -> () -> true);
    analysis = reader.analysis();
  }

  @AfterAll
  void close() {
    reader.close();
    hurried.close();
  }

  private Stream<CallRecord> wanted(CallFilter filter) {
    return many.records().stream().filter(call -> CallMatch.wanted(filter, call));
  }

  /// The same calls by a filter that the roll-ups do not know, whose sums are of whole minutes and
  /// by the end of calls.
  private static CallFilter ofRows(CallFilter filter) {
    return filter.without(CallFacet.KEY, "nobody");
  }

  private static Map<String, Long> counted(
      Stream<CallRecord> calls, Function<CallRecord, List<String>> values) {
    var counted = new TreeMap<String, Long>();
    calls.forEach(call -> values.apply(call).forEach(value -> counted.merge(value, 1L, Long::sum)));
    return counted;
  }

  private static List<Facet> greatest(Map<String, Long> counted) {
    return counted.entrySet().stream()
        .map(each -> new Facet(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(Facet::calls).reversed().thenComparing(Facet::value))
        .limit(VALUES)
        .toList();
  }

  @Test
  void facets_count_the_calls_under_all_other_conditions() {
    var kinds = List.copyOf(FACETS.keySet());
    for (int n = 0; n < FILTERS; n++) {
      var filter = many.filter();
      for (var counts : analysis.facets(filter, kinds, VALUES)) {
        var facet = Objects.requireNonNull(FACETS.get(counts.kind()));
        var expected = counted(wanted(filter.regardless(facet)), facet::values);
        assertThat(counts.values()).as(counts.kind() + filter).isEqualTo(greatest(expected));
        assertThat(counts.more()).isEqualTo(expected.size() > VALUES);
        assertThat(counts.exact()).isTrue();
      }
    }
  }

  @Test
  void facets_count_tags_and_statuses() {
    for (int n = 0; n < FILTERS; n++) {
      var filter = many.filter();
      var counts = analysis.facets(filter, List.of("tag", "tag:team", "status"), VALUES);
      assertThat(counts.get(0).values())
          .isEqualTo(greatest(counted(wanted(filter), call -> List.copyOf(call.tags().keySet()))));
      var teams = counted(wanted(filter.regardlessOfTag("team")), call -> tag(call, "team"));
      assertThat(counts.get(1).values()).isEqualTo(greatest(teams));
      var statuses =
          counted(wanted(filter.regardless(CallFacet.STATUS)), call -> List.of("" + call.status()));
      assertThat(counts.get(2).values()).isEqualTo(greatest(statuses));
    }
  }

  private static List<String> tag(CallRecord call, String name) {
    var value = call.tags().get(name);
    return value == null ? List.of() : List.of(value);
  }

  private static CallSums sum(Stream<CallRecord> calls) {
    var sums = new CallSums();
    calls.forEach(sums::add);
    return sums;
  }

  private static void requireSame(CallSums sums, CallSums expected) {
    for (var count : Count.values()) {
      assertThat(sums.get(count)).as(count.name()).isEqualTo(expected.get(count));
    }
    assertThat(sums.latency().quantile(0.95)).isEqualTo(expected.latency().quantile(0.95));
    assertThat(sums.firstToken().quantile(0.5)).isEqualTo(expected.firstToken().quantile(0.5));
    assertThat(sums.own().quantile(0.95)).isEqualTo(expected.own().quantile(0.95));
  }

  @Test
  void the_stretches_of_a_chart_have_the_calls_that_began_in_them() {
    for (int n = 0; n < FILTERS; n++) {
      var filter = ofRows(many.filter());
      var chart = analysis.chart(filter, 100);
      assertThat(chart.stretches()).hasSizeLessThanOrEqualTo(100);
      var total = new CallSums();
      chart.stretches().forEach(total::add);
      requireSame(total, sum(wanted(filter)));
      for (int at = 0; at < chart.stretches().size(); at++) {
        long from = chart.from() + at * chart.step();
        long until = from + chart.step();
        assertThat(chart.stretches().get(at).get(Count.CALLS))
            .isEqualTo(
                wanted(filter)
                    .filter(call -> call.startedAt() >= from && call.startedAt() < until)
                    .count());
      }
    }
  }

  @Test
  void charts_of_all_calls_are_those_of_the_roll_ups_and_have_the_same_sums() {
    long from = ManyCalls.BEGINNING.toEpochMilli();
    for (long hours : new long[] {1, 24, 24 * 7, 24 * 400}) {
      var filter = CallFilter.ALL.between(from - hours * 3_600_000, from + 3_600_000);
      var chart = hurried.analysis().chart(filter, 60);
      assertThat(chart.lookedUntil()).isEqualTo(-1);
      assertThat(chart.stretches()).hasSizeLessThanOrEqualTo(60).hasSizeGreaterThan(20);
      var total = new CallSums();
      chart.stretches().forEach(total::add);
      requireSame(total, sum(wanted(CallFilter.ALL)));
    }
  }

  @Test
  void sums_by_group_are_those_of_its_calls() {
    var groups = new TreeMap<String, Function<CallRecord, String>>();
    groups.put("model", call -> call.models().asked());
    groups.put("provider", call -> orNone(call.models().provider()));
    groups.put("key", call -> call.client().key());
    groups.put("user", call -> orNone(call.client().user()));
    groups.put("session", call -> orNone(call.client().session()));
    groups.put("tag:team", call -> call.tags().getOrDefault("team", "-"));
    for (int n = 0; n < FILTERS; n++) {
      var filter = n == 0 ? CallFilter.ALL : ofRows(many.filter());
      for (var group : groups.entrySet()) {
        var sums = analysis.sums(filter, group.getKey(), Step.TOTAL, 100, LOOKING);
        assertThat(sums.lookedUntil()).isEqualTo(-1);
        for (var row : sums.table().rows()) {
          requireSame(
              row.sums(),
              sum(wanted(filter).filter(call -> group.getValue().apply(call).equals(row.group()))));
        }
        var values = counted(wanted(filter), call -> List.of(group.getValue().apply(call)));
        values.remove("-");
        assertThat(sums.table().rows()).as(group.getKey() + filter).hasSize(values.size());
      }
      var one = analysis.sums(filter, null, Step.TOTAL, 1, LOOKING).table().rows();
      if (!one.isEmpty()) requireSame(one.getFirst().sums(), sum(wanted(filter)));
      else assertThat(wanted(filter)).isEmpty();
    }
  }

  private static String orNone(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Test
  void the_greatest_calls_come_first() {
    var values =
        Map.<Top, ToLongFunction<CallRecord>>of(
            Top.COST, call -> call.cost().nanos(),
            Top.TOTAL, call -> call.timing().total(),
            Top.FIRST, call -> call.timing().firstToken(),
            Top.OUT, call -> call.usage() == null ? 0 : call.usage().completionTokens());
    for (int n = 0; n < FILTERS; n++) {
      var filter = many.filter();
      values.forEach(
          (by, value) -> {
            var page = analysis.top(filter, by, 20);
            var greatest =
                wanted(filter)
                    .filter(call -> value.applyAsLong(call) > 0)
                    .sorted(
                        Comparator.comparingLong(value)
                            .thenComparing(call -> call.id().text())
                            .reversed())
                    .limit(20)
                    .map(call -> call.id().text());
            assertThat(page.calls().stream().map(CallLine::id))
                .containsExactlyElementsOf(greatest.toList());
            assertThat(page.next()).isEqualTo(-1);
          });
    }
  }

  @Test
  void what_ends_for_want_of_time_is_right_for_what_was_looked_at() {
    var filter = ofRows(CallFilter.ALL);
    var chart = hurried.analysis().chart(filter, 60);
    assertThat(chart.lookedUntil()).isPositive();
    var looked = filter.between(chart.lookedUntil(), -1);
    var total = new CallSums();
    chart.stretches().forEach(total::add);
    assertThat(total.get(Count.CALLS)).isPositive();
    requireSame(total, sum(wanted(looked)));
    var sums = hurried.analysis().sums(filter, "user", Step.TOTAL, 9, LOOKING);
    assertThat(sums.lookedUntil()).isEqualTo(chart.lookedUntil());
    var top = hurried.analysis().top(filter, Top.COST, 600);
    assertThat(top.lookedUntil()).isPositive();
    assertThat(top.calls()).allMatch(call -> call.startedAt() >= top.lookedUntil());
    for (var counts : hurried.analysis().facets(filter, List.of("user", "model"), 9)) {
      assertThat(counts.exact()).isFalse();
      assertThat(counts.values()).isNotEmpty();
    }
  }

  @Test
  void facets_of_all_calls_are_those_of_the_roll_ups_where_there_is_no_time_to_count() {
    var kinds = List.of("provider", "key", "code", "tag:team");
    var counted = analysis.facets(CallFilter.ALL, kinds, 20);
    assertThat(hurried.analysis().facets(CallFilter.ALL, kinds, 20)).isEqualTo(counted);
  }
}

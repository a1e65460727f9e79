package io.llmcallgateway.bench;

import io.llmcallgateway.journal.CallAnalysis;
import io.llmcallgateway.journal.CallAnalysis.Top;
import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.SumsQuery.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What the pages of a console ask about many calls at once.
final class AnalysisQueries {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Duration LOOKING = Duration.ofMillis(70);
  private static final List<String> FACETS =
      List.of("model", "provider", "state", "code", "key", "dialect", "stream", "cost", "cache");

  private final SplittableRandom random = new SplittableRandom(11);
  private final Map<String, ToIntFunction<CallAnalysis>> kinds = new LinkedHashMap<>();

  AnalysisQueries() {
    for (int days : new int[] {1, 7, 365}) {
      var name = days + " days";
      chart("histogram: " + name, () -> last(days));
      chart(
          "histogram: " + name + " of a provider",
          () -> last(days).with(CallFacet.PROVIDER, "provider-3"));
      chart("histogram: " + name + " by rows", () -> last(days).with(CallFacet.STATE, "error"));
      facets("facets: " + name, () -> last(days));
      facets("facets: " + name + ", three conditions", () -> narrow(last(days)));
      sums("sums: " + name + " by key against before", "key", () -> last(days));
      sums("sums: " + name + " by user, of two models", "user", () -> narrow(last(days)));
      sessions("sessions: " + name, () -> last(days));
      sessions(
          "sessions: " + name + ", with an error", () -> last(days).with(CallFacet.STATE, "error"));
      top("top by cost: " + name, () -> last(days));
      top(
          "top by cost: " + name + ", errors left out",
          () -> last(days).without(CallFacet.STATE, "error"));
    }
    kinds.put(
        "facets: tags of 7 days",
        analysis -> analysis.facets(last(7), List.of("tag", "tag:customer"), 20).size());
  }

  Map<String, ToIntFunction<CallAnalysis>> kinds() {
    return kinds;
  }

  private interface Filters {
    CallFilter next();
  }

  private CallFilter last(int days) {
    long to = MadeCalls.END.toEpochMilli() - random.nextInt(3_600_000);
    return CallFilter.ALL.between(to - days * DAY, to);
  }

  private CallFilter narrow(CallFilter filter) {
    return filter
        .with(CallFacet.MODEL, MadeCalls.model(random.nextInt(9)), MadeCalls.model(10))
        .without(CallFacet.STATE, "cancelled")
        .with(CallFacet.STREAM, "true");
  }

  private void chart(String name, Filters filters) {
    kinds.put(name, analysis -> analysis.chart(filters.next(), 240).stretches().size());
  }

  private void facets(String name, Filters filters) {
    kinds.put(name, analysis -> analysis.facets(filters.next(), FACETS, 20).size());
  }

  private void sums(String name, @Nullable String groupBy, Filters filters) {
    kinds.put(
        name,
        analysis -> {
          var filter = filters.next();
          var before = filter.between(2 * filter.from() - filter.to(), filter.from());
          var half = LOOKING.dividedBy(2);
          int rows = analysis.sums(filter, groupBy, Step.TOTAL, 1_000, half).table().rows().size();
          return rows
              + analysis.sums(before, groupBy, Step.TOTAL, 1_000, half).table().rows().size();
        });
  }

  private void sessions(String name, Filters filters) {
    kinds.put(name, analysis -> analysis.sessions(filters.next(), -1, 50).sessions().size());
  }

  private void top(String name, Filters filters) {
    kinds.put(name, analysis -> analysis.top(filters.next(), Top.COST, 200).calls().size());
  }
}

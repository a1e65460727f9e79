package io.llmcallgateway.api.admin.analysis;

import io.llmcallgateway.journal.CallAnalysis.Top;
import io.llmcallgateway.journal.CallChart;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.Histogram;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ObjectNode;

/// Writes a chart as JSON: an array for each figure, with a number for each stretch.
final class ChartDocument {
  private ChartDocument() {}

  static void write(ObjectNode out, CallChart chart) {
    out.put("from_ms", chart.from());
    out.put("step_ms", chart.step());
    var stretches = chart.stretches();
    numbers(out, "calls", stretches, sums -> sums.get(Count.CALLS));
    numbers(out, "errors", stretches, sums -> sums.get(Count.ERRORS));
    numbers(out, "nano_usd", stretches, sums -> sums.get(Count.NANOS));
    numbers(out, "unpriced", stretches, sums -> sums.get(Count.UNPRICED));
    numbers(out, "input", stretches, sums -> sums.usage().promptTokens());
    numbers(out, "cached", stretches, sums -> sums.usage().cacheRead());
    numbers(out, "output", stretches, sums -> sums.usage().completionTokens());
    quantiles(out, "p50_ms", stretches, CallSums::latency, 0.5);
    quantiles(out, "p95_ms", stretches, CallSums::latency, 0.95);
    quantiles(out, "first_p95_ms", stretches, CallSums::firstToken, 0.95);
    var outliers = out.putArray("outliers");
    for (var outlier : chart.outliers()) {
      var call = outlier.call();
      var document = outliers.addObject();
      document.put("id", call.id());
      document.put("time", Instant.ofEpochMilli(call.startedAt()).toString());
      document.put("by", outlier.by().name().toLowerCase(Locale.ROOT));
      if (outlier.by() == Top.COST) document.put("value", call.nanos());
      else
        document.put(
            "value", (outlier.by() == Top.TOTAL ? call.micros() : call.firstToken()) / 1_000.0);
    }
  }

  private static void numbers(
      ObjectNode out, String name, List<CallSums> stretches, ToLongFunction<CallSums> figure) {
    var array = out.putArray(name);
    for (var sums : stretches) array.add(figure.applyAsLong(sums));
  }

  /// Null where there was nothing.
  private static void quantiles(
      ObjectNode out,
      String name,
      List<CallSums> stretches,
      Function<CallSums, Histogram> durations,
      double share) {
    var array = out.putArray(name);
    for (var sums : stretches) {
      long micros = durations.apply(sums).quantile(share);
      if (micros < 0) array.addNull();
      else array.add(micros / 1_000.0);
    }
  }
}

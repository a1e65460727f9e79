package io.llmcallgateway.api.admin.metrics;

import io.llmcallgateway.journal.Histogram;
import io.llmcallgateway.journal.SumsRow;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells what calls add up to, with what people read from it. One thread.
final class Sum {
  private static final int CALLS = 0;
  private static final int ERRORS = 1;
  private static final int CANCELLED = 2;
  private static final int INPUT = 3;
  private static final int OUTPUT = 4;
  private static final int CACHED = 5;
  private static final int REASONING = 6;
  private static final int NANOS = 7;
  private static final int UNPRICED = 8;
  private static final int MICROS = 9;
  private static final int FIRST_TOKENS = 10;
  private static final int FIRST_TOKEN_MICROS = 11;
  private static final int OWN_MICROS = 12;
  private static final int NUMBERS = 13;

  private final long[] numbers = new long[NUMBERS];
  private final List<Histogram> histograms =
      List.of(new Histogram(), new Histogram(), new Histogram());

  void add(SumsRow row) {
    var usage = row.usage();
    numbers[CALLS] += row.calls();
    numbers[ERRORS] += row.errors();
    numbers[CANCELLED] += row.cancelled();
    numbers[INPUT] += usage.promptTokens();
    numbers[OUTPUT] += usage.completionTokens();
    numbers[CACHED] += usage.cacheRead();
    numbers[REASONING] += usage.reasoning();
    numbers[NANOS] += row.nanos();
    numbers[UNPRICED] += row.unpriced();
    numbers[MICROS] += row.micros();
    numbers[FIRST_TOKENS] += row.firstTokens();
    numbers[FIRST_TOKEN_MICROS] += row.firstTokenMicros();
    numbers[OWN_MICROS] += row.ownMicros();
    histograms.get(0).add(row.latency());
    histograms.get(1).add(row.firstToken());
    histograms.get(2).add(row.own());
  }

  /// Takes away what is known to be part of it; a price that has since sunk leaves no debt.
  void subtract(Sum part) {
    for (int i = 0; i < NUMBERS; i++) numbers[i] = Math.max(0, numbers[i] - part.numbers[i]);
    for (int i = 0; i < histograms.size(); i++) {
      histograms.get(i).subtract(part.histograms.get(i));
    }
  }

  long calls() {
    return numbers[CALLS];
  }

  long errors() {
    return numbers[ERRORS];
  }

  long cancelled() {
    return numbers[CANCELLED];
  }

  long tokens() {
    return numbers[INPUT] + numbers[OUTPUT];
  }

  double seconds() {
    return numbers[MICROS] / 1e6;
  }

  long successes() {
    return calls() - errors() - cancelled();
  }

  /// 0–1; 1 before the first call.
  double successRate() {
    return calls() == 0 ? 1 : (double) successes() / calls();
  }

  double averageLatency() {
    return average(numbers[MICROS], calls());
  }

  double averageFirstToken() {
    return average(numbers[FIRST_TOKEN_MICROS], numbers[FIRST_TOKENS]);
  }

  /// Seconds, to the microsecond.
  private static double average(long micros, long count) {
    return count == 0 ? 0 : Math.round((double) micros / count) / 1e6;
  }

  /// What the first version of the metrics did not have; durations in seconds.
  void putMore(ObjectNode out) {
    out.put("cost_usd", numbers[NANOS] / 1e9);
    out.put("unpriced_requests", numbers[UNPRICED]);
    out.put("input_tokens", numbers[INPUT]);
    out.put("output_tokens", numbers[OUTPUT]);
    out.put("cached_tokens", numbers[CACHED]);
    out.put("reasoning_tokens", numbers[REASONING]);
    out.put("cached_share", numbers[INPUT] == 0 ? 0 : (double) numbers[CACHED] / numbers[INPUT]);
    out.put("time_to_first_token_average", averageFirstToken());
    for (int percent : new int[] {50, 95, 99}) {
      out.put("latency_p" + percent, quantile(0, percent));
      out.put("time_to_first_token_p" + percent, quantile(1, percent));
    }
    out.put("overhead_average", average(numbers[OWN_MICROS], calls()));
    out.put("overhead_p95", quantile(2, 95));
  }

  private double quantile(int histogram, int percent) {
    return Math.max(0, histograms.get(histogram).quantile(percent / 100.0)) / 1e6;
  }

  void write(ObjectNode out) {
    var values = out.putArray("numbers");
    for (long number : numbers) values.add(number);
    var texts = out.putArray("histograms");
    for (var one : histograms) texts.add(Base64.getEncoder().encodeToString(one.bytes()));
  }

  /// What `write` wrote.
  static Sum read(JsonNode in) {
    var sum = new Sum();
    for (int i = 0; i < NUMBERS; i++) sum.numbers[i] = in.path("numbers").path(i).asLong();
    for (int i = 0; i < sum.histograms.size(); i++) {
      var bytes = Base64.getDecoder().decode(in.path("histograms").path(i).asString());
      sum.histograms.get(i).add(Histogram.of(bytes));
    }
    return sum;
  }
}

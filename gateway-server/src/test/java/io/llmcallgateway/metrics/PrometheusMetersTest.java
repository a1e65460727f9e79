package io.llmcallgateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Cost.Bucket;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.model.record.EndedCall;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PrometheusMetersTest {
  private final AtomicLong dropped = new AtomicLong();
  private final CallMetrics metrics =
      new CallMetrics(dropped::get, name -> name.startsWith("known"));

  private static CallRecord record(
      String model,
      State state,
      long micros,
      long firstToken,
      @Nullable Usage usage,
      @Nullable Failure failure) {
    return new CallRecord(
        new CallId("01936f00-0000-7000-8000-000000000000"),
        0,
        Operation.CHAT,
        "openai",
        false,
        state,
        failure == null ? 200 : failure.status(),
        failure,
        new CallRecord.Models(model, null, "openai", model, null),
        CallRecord.Lane.VERBATIM,
        List.of(),
        "",
        null,
        usage,
        false,
        state == State.SUCCESS
            ? new Cost(
                Cost.State.PRICED, List.of(new Cost.Line(Bucket.INPUT, 10, 2_300_000)), "list")
            : Cost.UNKNOWN,
        new CallRecord.Timing(micros, firstToken, firstToken, 300),
        new CallRecord.Sizes(0, 0, 0, 0),
        new CallRecord.Client("client", null, null, null, null, null, null, true, null),
        Map.of(),
        "",
        "",
        "");
  }

  private List<String> lines() {
    return metrics.prometheus().lines().toList();
  }

  private void call(String model, State state, long micros, Failure.@Nullable Kind kind) {
    metrics.started();
    var failure = kind == null ? null : Failure.of(kind, "m");
    metrics.ended(
        record(model, state, micros, micros / 10, Usage.ofSums(10, 5, 4, 0, 0, 3, 0), failure),
        false);
  }

  @Test
  void calls_tokens_and_times_are_there_for_a_scraper() {
    call("gpt", State.SUCCESS, 1_500_000, null);
    call("gpt", State.SUCCESS, 40_000, null);
    call("gpt", State.ERROR, 1_000_000, Failure.Kind.TIMEOUT);
    metrics.started();
    metrics.rejected(Failure.Kind.UNAUTHENTICATED);
    metrics.gauge("open_connections", "Connections of clients", () -> 12);
    dropped.set(3);
    assertThat(lines())
        .contains(
            "llmcallgateway_requests_total{model=\"gpt\",outcome=\"success\",provider=\"openai\",status=\"200\"}"
                + " 2.0",
            "llmcallgateway_requests_total{model=\"gpt\",outcome=\"error\",provider=\"openai\",status=\"504\"}"
                + " 1.0",
            "llmcallgateway_tokens_total{model=\"gpt\",provider=\"openai\",type=\"input\"} 30.0",
            "llmcallgateway_tokens_total{model=\"gpt\",provider=\"openai\",type=\"output\"} 15.0",
            "llmcallgateway_tokens_total{model=\"gpt\",provider=\"openai\",type=\"cached\"} 12.0",
            "llmcallgateway_tokens_total{model=\"gpt\",provider=\"openai\",type=\"reasoning\"} 9.0",
            "llmcallgateway_request_duration_seconds_bucket{provider=\"openai\",le=\"0.05\"} 1",
            "llmcallgateway_request_duration_seconds_bucket{provider=\"openai\",le=\"1.0\"} 2",
            "llmcallgateway_request_duration_seconds_bucket{provider=\"openai\",le=\"120.0\"} 3",
            "llmcallgateway_request_duration_seconds_count{provider=\"openai\"} 3",
            "llmcallgateway_time_to_first_token_seconds_bucket{provider=\"openai\",le=\"0.05\"} 1",
            "llmcallgateway_cost_usd_total{model=\"gpt\",provider=\"openai\"} 0.0046",
            "llmcallgateway_unpriced_requests_total{model=\"gpt\",provider=\"openai\"} 1.0",
            "llmcallgateway_overhead_seconds_bucket{provider=\"openai\",le=\"0.1\"} 1",
            "llmcallgateway_overhead_seconds_bucket{provider=\"openai\",le=\"1.0\"} 2",
            "llmcallgateway_active_requests 1.0",
            "llmcallgateway_log_lines_dropped_total 3.0",
            "llmcallgateway_open_connections 12.0",
            "llmcallgateway_rejected_requests_total{kind=\"unauthenticated\"} 1.0")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(line -> line.startsWith("process_uptime_seconds "))
        .anyMatch(line -> line.startsWith("jvm_gc_collection_seconds_count{"))
        .allMatch(line -> line.startsWith("#") || line.matches("[a-zA-Z_:][\\w:]*(\\{.*})? \\S+"));
  }

  @Test
  void a_misspelt_name_takes_no_label_and_a_configured_one_has_its_own() {
    for (int i = 0; i < 300; i++) call("typo" + i, State.ERROR, 1, Failure.Kind.MODEL_NOT_FOUND);
    for (int i = 0; i < 300; i++) call("m" + i, State.SUCCESS, 1, null);
    for (int i = 0; i < 250; i++) call("known-模型" + i, State.ERROR, 1, Failure.Kind.TIMEOUT);
    var text = metrics.prometheus();
    assertThat(text.contains("typo")).isFalse();
    assertThat(labels(text, "m")).hasSize(200);
    assertThat(labels(text, "known-模型")).hasSize(250);
    assertThat(labels(text, "other")).hasSize(1);
  }

  private static List<String> labels(String text, String start) {
    return text.lines()
        .filter(line -> line.startsWith("llmcallgateway_cost_usd_total{model=\"" + start))
        .toList();
  }

  @Test
  void what_is_estimated_later_is_counted_once_it_is() {
    metrics.started();
    var call = record("gpt", State.SUCCESS, 1, 1, null, null);
    metrics.ended(call, true);
    assertThat(metrics.prometheus())
        .contains("llmcallgateway_requests_total{model=\"gpt\"")
        .doesNotContain("llmcallgateway_tokens_total{model=\"gpt\"");
    var counted = call.priced(Usage.of(100, 13), true, call.cost());
    metrics.estimated(List.of(new EndedCall(counted, List.of(), true)));
    metrics.estimated(
        List.of(new EndedCall(counted, List.of(), true))); // the journal may tell it again
    assertThat(metrics.prometheus())
        .contains(
            "llmcallgateway_tokens_total{model=\"gpt\",provider=\"openai\",type=\"output\"} 13.0");
  }

  @Test
  void names_that_clients_invent_are_bounded_and_harmless() {
    for (int i = 0; i < 300; i++) call("m" + i, State.SUCCESS, 1, null);
    call("bad\"name\n{中文}", State.SUCCESS, 1, null);
    var models =
        lines().stream().filter(line -> line.startsWith("llmcallgateway_requests_total{")).toList();
    assertThat(models)
        .hasSize(201)
        .anyMatch(line -> line.contains("model=\"other\"") && line.endsWith(" 101.0"));
    var fresh = new CallMetrics(() -> 0, _ -> false);
    fresh.started();
    fresh.ended(record("bad\"name\n{中文}", State.SUCCESS, 1, -1, null, null), false);
    assertThat(fresh.prometheus()).contains("model=\"bad_name__中文_\"");
  }
}

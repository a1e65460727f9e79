package io.llmcallgateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.State;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CallMetricsTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final TestClock clock = new TestClock("2026-11-22T05:30:00Z"); // 13:30 in Shanghai
  private final CallMetrics metrics = new CallMetrics(clock, SHANGHAI, () -> 7);

  static CallRecord call(
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
        Cost.UNKNOWN,
        new CallRecord.Timing(micros, firstToken, firstToken, 0),
        new CallRecord.Sizes(0, 0, 0, 0),
        new CallRecord.Client("client", null, null, null, null, null, null, null),
        Map.of(),
        "",
        "",
        "");
  }

  private void success(String model, long micros, long tokens) {
    metrics.started();
    metrics.ended(call(model, State.SUCCESS, micros, micros / 2, Usage.of(tokens, 0), null));
  }

  private void failure(String model, Failure.Kind kind) {
    metrics.started();
    metrics.ended(call(model, State.ERROR, 1_000_000, -1, null, Failure.of(kind, "said so")));
  }

  private void cancelled(String model) {
    metrics.started();
    metrics.ended(call(model, State.CANCELLED, 500_000, -1, null, null));
  }

  private static JsonNode json(byte[] bytes) {
    return JsonMapper.shared().readTree(bytes);
  }

  private static Set<String> names(JsonNode object) {
    return new TreeSet<>(object.propertyNames());
  }

  private List<Long> trend(int hours, String name) {
    var array = json(metrics.trends(hours)).get(name);
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asLong).toList();
  }

  @Test
  void before_the_first_call_everything_is_zero_and_the_success_rate_one() {
    var totals = json(metrics.totals());
    for (var name :
        List.of(
            "total_requests",
            "total_tokens",
            "average_latency",
            "active_requests",
            "requests_per_hour",
            "tokens_per_hour",
            "average_time_to_first_token",
            "error_count",
            "cancelled_count")) {
      assertThat(totals.get(name).asDouble()).as(name).isZero();
    }
    assertThat(totals.get("success_rate").asDouble()).isEqualTo(1);
    assertThat(totals.get("models_used").isEmpty()).isTrue();
    assertThat(totals.get("errors").isEmpty()).isTrue();
    assertThat(totals.get("dropped_log_lines").asLong()).isEqualTo(7);
    assertThat(totals.get("since").asString()).isEqualTo("2026-11-22T05:30:00Z");
    assertThat(totals.get("persistent").asBoolean()).isFalse();
    assertThat(totals.get("note").asString()).isNotBlank();
    assertThat(json(metrics.models()).isEmpty()).isTrue();
  }

  @Test
  void totals_add_up_calls_of_every_outcome() {
    success("gpt-4o-mini", 1_000_000, 60);
    success("通义千问", 2_000_000, 40);
    failure("gpt-4o-mini", Failure.Kind.RATE_LIMITED);
    failure("nope", Failure.Kind.INVALID_REQUEST);
    cancelled("gpt-4o-mini");
    metrics.started();
    var totals = json(metrics.totals());
    assertThat(totals.get("total_requests").asLong()).isEqualTo(5);
    assertThat(totals.get("total_tokens").asLong()).isEqualTo(100);
    assertThat(totals.get("average_latency").asDouble()).isEqualTo(1.1);
    assertThat(totals.get("success_rate").asDouble()).isEqualTo(0.4);
    assertThat(totals.get("active_requests").asLong()).isEqualTo(1);
    assertThat(totals.get("models_used").toString())
        .contains("\"gpt-4o-mini\":3", "\"通义千问\":1", "\"nope\":1");
    assertThat(totals.get("requests_per_hour").asLong()).isEqualTo(5);
    assertThat(totals.get("tokens_per_hour").asLong()).isEqualTo(100);
    assertThat(totals.get("average_time_to_first_token").asDouble()).isEqualTo(0.75);
    assertThat(totals.get("error_count").asLong()).isEqualTo(2);
    assertThat(totals.get("cancelled_count").asLong()).isEqualTo(1);
    assertThat(totals.get("errors").toString())
        .contains("\"rate_limit_exceeded\":1", "\"invalid_request\":1");
  }

  @Test
  void models_are_told_by_the_name_the_client_sent() {
    success("a", 1_000_000, 10);
    success("a", 3_000_000, 20);
    failure("a", Failure.Kind.TIMEOUT);
    success("b", 500_000, 1);
    var models = json(metrics.models());
    assertThat(names(models)).containsExactly("a", "b");
    var a = models.get("a");
    assertThat(names(a))
        .containsExactlyInAnyOrder(
            "requests",
            "tokens",
            "total_duration",
            "success_count",
            "error_count",
            "average_latency",
            "success_rate");
    assertThat(a.get("requests").asLong()).isEqualTo(3);
    assertThat(a.get("tokens").asLong()).isEqualTo(30);
    assertThat(a.get("total_duration").asDouble()).isEqualTo(5);
    assertThat(a.get("success_count").asLong()).isEqualTo(2);
    assertThat(a.get("error_count").asLong()).isEqualTo(1);
    assertThat(a.get("average_latency").asDouble()).isCloseTo(5.0 / 3, within(1e-6));
    assertThat(a.get("success_rate").asDouble()).isCloseTo(2.0 / 3, within(1e-9));
  }

  @Test
  void a_client_that_invents_names_cannot_fill_the_memory() {
    for (int i = 0; i < 1_500; i++) success("invented-" + i, 1, 1);
    success("x".repeat(100_000), 1, 1);
    var models = json(metrics.models());
    assertThat(models.size()).isEqualTo(1_001);
    assertThat(models.get("other").get("requests").asLong()).isEqualTo(501);
    assertThat(json(metrics.totals()).get("total_requests").asLong()).isEqualTo(1_501);
  }

  @Test
  void the_last_sixty_minutes_slide() {
    success("a", 1, 5);
    clock.forward(Duration.ofMinutes(59));
    success("a", 1, 6);
    assertThat(json(metrics.totals()).get("requests_per_hour").asLong()).isEqualTo(2);
    assertThat(json(metrics.totals()).get("tokens_per_hour").asLong()).isEqualTo(11);
    clock.forward(Duration.ofMinutes(1));
    assertThat(json(metrics.totals()).get("requests_per_hour").asLong()).isEqualTo(1);
    clock.forward(Duration.ofMinutes(59));
    assertThat(json(metrics.totals()).get("requests_per_hour").asLong()).isZero();
    assertThat(json(metrics.totals()).get("total_requests").asLong()).isEqualTo(2);
  }

  @Test
  void trends_are_five_arrays_with_the_current_hour_last() {
    success("a", 2_000_000, 5);
    success("a", 1_000_000, 5);
    clock.forward(Duration.ofHours(2));
    failure("a", Failure.Kind.TIMEOUT);
    assertThat(json(metrics.trends(4)).toString())
        .isEqualTo(
            "{\"hours\":[\"2026-11-22T12:00:00+08:00\",\"2026-11-22T13:00:00+08:00\","
                + "\"2026-11-22T14:00:00+08:00\",\"2026-11-22T15:00:00+08:00\"],"
                + "\"requests\":[0,2,0,1],\"tokens\":[0,10,0,0],\"latency\":[0.0,1.5,0.0,1.0],"
                + "\"errors\":[0,0,0,1]}");
  }

  @Test
  void trends_reach_back_a_week_and_forget_what_is_older() {
    success("a", 1, 1);
    clock.forward(Duration.ofHours(167));
    assertThat(trend(168, "requests")).hasSize(168).startsWith(1L);
    assertThat(trend(1, "requests")).containsExactly(0L);
    clock.forward(Duration.ofHours(1));
    success("a", 1, 1);
    assertThat(trend(168, "requests")).hasSize(168).startsWith(0L).endsWith(1L);
    clock.forward(Duration.ofHours(10_000));
    assertThat(trend(168, "requests")).containsOnly(0L);
    assertThatThrownBy(() -> metrics.trends(169)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> metrics.trends(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hours_begin_when_the_local_clock_says_so() {
    var kathmandu = new CallMetrics(clock, ZoneId.of("Asia/Kathmandu"), () -> 0); // 11:15 there
    assertThat(json(kathmandu.trends(2)).get("hours").toString())
        .isEqualTo("[\"2026-11-22T10:00:00+05:45\",\"2026-11-22T11:00:00+05:45\"]");
    clock.set("2026-11-01T06:30:00Z"); // the second 01:30 of that night in New York
    var newYork = new CallMetrics(clock, ZoneId.of("America/New_York"), () -> 0);
    assertThat(json(newYork.trends(3)).get("hours").toString())
        .isEqualTo(
            "[\"2026-11-01T00:00:00-04:00\",\"2026-11-01T01:00:00-04:00\","
                + "\"2026-11-01T01:00:00-05:00\"]");
  }

  @Test
  void a_reset_moves_the_start_of_the_totals_only() {
    success("a", 1_000_000, 10);
    metrics.started();
    clock.forward(Duration.ofMinutes(5));
    metrics.reset();
    var totals = json(metrics.totals());
    assertThat(totals.get("total_requests").asLong()).isZero();
    assertThat(totals.get("success_rate").asDouble()).isEqualTo(1);
    assertThat(totals.get("since").asString()).isEqualTo("2026-11-22T05:35:00Z");
    assertThat(totals.get("active_requests").asLong()).isEqualTo(1);
    assertThat(json(metrics.models()).isEmpty()).isTrue();
    assertThat(trend(1, "requests")).containsExactly(1L);
  }

  @Test
  void eight_threads_are_counted_exactly() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        var model = "model-" + thread % 3;
        threads.execute(
            () -> {
              for (int i = 0; i < 5_000; i++) success(model, 1_000, 3);
            });
      }
    }
    var totals = json(metrics.totals());
    assertThat(totals.get("total_requests").asLong()).isEqualTo(40_000);
    assertThat(totals.get("total_tokens").asLong()).isEqualTo(120_000);
    assertThat(totals.get("average_latency").asDouble()).isEqualTo(0.001);
    assertThat(totals.get("active_requests").asLong()).isZero();
    assertThat(totals.get("requests_per_hour").asLong()).isEqualTo(40_000);
    assertThat(trend(1, "tokens")).containsExactly(120_000L);
    assertThat(json(metrics.models()).get("model-2").get("requests").asLong()).isEqualTo(10_000);
  }
}

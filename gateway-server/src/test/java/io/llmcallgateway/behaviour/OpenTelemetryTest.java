package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.OtlpCollector.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.OtlpCollector;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests what a collector receives about calls.
@ExtendWith(LeakCheck.class)
final class OpenTelemetryTest {
  private ScriptedUpstream upstream;
  private OtlpCollector collector;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    collector = new OtlpCollector();
  }

  @AfterEach
  void stop() throws Exception {
    collector.close();
    upstream.close();
  }

  private RunningGateway.Setup setup() {
    return RunningGateway.on(upstream)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())
        .env("OTEL_METRIC_EXPORT_INTERVAL", "200")
        .yaml(
            """
            models:
              careful: { targets: [up/first, up/second] }
            """);
  }

  private List<Span> awaitSpans(int count) throws Exception {
    Await.until(count + " spans", () -> collector.spans().size() >= count);
    assertThat(collector.spans()).hasSize(count);
    return collector.spans();
  }

  private static Span one(List<Span> spans, Span.SpanKind kind) {
    var found = spans.stream().filter(span -> span.getKind() == kind).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static double millis(Span span) {
    return (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e6;
  }

  @Test
  void a_call_is_a_span_below_its_callers_and_its_attempt_one_below_it() throws Exception {
    try (var gateway =
        setup()
            .env("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20collector-key")
            .env("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=测试")
            .env("OTEL_SERVICE_NAME", "网关")
            .start()) {
      long before = System.currentTimeMillis();
      var answer =
          gateway.post(
              CHAT,
              Calls.chat("up/plain", "鲁迅是谁？"),
              "x-gateway-tag-Team: 研发",
              "x-session-id: 会话-1",
              "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
      var spans = awaitSpans(2);
      var call = one(spans, Span.SpanKind.SPAN_KIND_SERVER);
      var attempt = one(spans, Span.SpanKind.SPAN_KIND_CLIENT);

      assertThat(hex(call.getTraceId())).isEqualTo("0af7651916cd43dd8448eb211c80319c");
      assertThat(hex(call.getParentSpanId())).isEqualTo("b7ad6b7169203331");
      assertThat(attempt.getTraceId()).isEqualTo(call.getTraceId());
      assertThat(attempt.getParentSpanId()).isEqualTo(call.getSpanId());
      assertThat(call.getName()).isEqualTo("chat up/plain");
      assertThat(attempt.getName()).isEqualTo("chat plain");
      assertThat(call.getStartTimeUnixNano())
          .isBetween(before * 1_000_000, (before + 10_000) * 1_000_000);
      assertThat(attempt.getStartTimeUnixNano())
          .isGreaterThanOrEqualTo(call.getStartTimeUnixNano());
      assertThat(attempt.getEndTimeUnixNano()).isLessThanOrEqualTo(call.getEndTimeUnixNano());
      assertThat(millis(attempt)).isPositive();

      var usage = answer.json().path("usage");
      assertThat(attributes(call.getAttributesList()))
          .containsEntry("gen_ai.operation.name", "chat")
          .containsEntry("gen_ai.provider.name", "up")
          .containsEntry("gen_ai.request.model", "up/plain")
          .containsEntry("gen_ai.response.model", answer.json().path("model").asString())
          .containsEntry("gen_ai.usage.input_tokens", usage.path("prompt_tokens").asLong())
          .containsEntry("gen_ai.usage.output_tokens", usage.path("completion_tokens").asLong())
          .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
          .containsEntry("gen_ai.conversation.id", "会话-1")
          .containsEntry("http.response.status_code", 200L)
          .containsEntry("llmcallgateway.call.id", answer.header("x-request-id"))
          .containsEntry("llmcallgateway.state", "success")
          .containsEntry("llmcallgateway.lane", "verbatim")
          .containsEntry("llmcallgateway.tag.team", "研发")
          .containsEntry("llmcallgateway.cost.state", "unknown")
          .doesNotContainKey("error.type");
      assertThat(attributes(attempt.getAttributesList()))
          .containsEntry("gen_ai.request.model", "plain")
          .containsEntry("http.response.status_code", 200L)
          .doesNotContainKey("gen_ai.usage.input_tokens"); // or sums would count it twice
      assertThat(call.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);

      assertThat(spans.toString()).doesNotContain("gen_ai.input", "gen_ai.output.m");
      var wire = collector.requests("/v1/traces").getFirst();
      assertThat(wire.text()).doesNotContain("鲁迅", RunningGateway.CLIENT_KEY);
      assertThat(wire.header("authorization")).isEqualTo("Bearer collector-key");
      assertThat(wire.header("content-type")).isEqualTo("application/x-protobuf");
      assertThat(attributes(collector.resources().getFirst().getResource().getAttributesList()))
          .containsEntry("service.name", "网关")
          .containsEntry("deployment.environment.name", "测试")
          .containsKey("service.version");
    }
  }

  @Test
  void a_call_without_a_caller_begins_a_trace() throws Exception {
    try (var gateway = setup().env("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc").start()) {
      Await.until(
          "the wish for gRPC is answered",
          () -> gateway.log("system").contains("speaks http/protobuf only"));
      gateway.post(CHAT, Calls.chat("up/plain"));
      var call = one(awaitSpans(2), Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(call.getTraceId().size()).isEqualTo(16);
      assertThat(call.getParentSpanId().isEmpty()).isTrue();
    }
  }

  @Test
  void what_the_caller_does_not_trace_is_not_traced() throws Exception {
    try (var gateway = setup().start()) {
      var trace = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
      gateway.post(CHAT, Calls.chat("up/untraced"), trace);
      gateway.post(CHAT, Calls.chat("up/plain"));
      var call = one(awaitSpans(2), Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(call.getName()).isEqualTo("chat up/plain");
    }
    assertThat(points("gen_ai.client.operation.duration")).hasSize(2);
  }

  @Test
  void each_attempt_has_a_span_and_an_error_its_type() throws Exception {
    upstream.next(Scripts.json(503, OpenAiLike.error("忙：鲁迅是谁", "server_error")));
    try (var gateway = setup().start()) {
      assertThat(gateway.post(CHAT, Calls.chat("careful")).status()).isEqualTo(200);
      var spans = awaitSpans(3);
      var call = one(spans, Span.SpanKind.SPAN_KIND_SERVER);
      var attempts =
          spans.stream().filter(span -> span.getParentSpanId().equals(call.getSpanId())).toList();
      assertThat(attempts).extracting(Span::getName).containsExactly("chat first", "chat second");
      assertThat(attempts.getFirst().getStatus().getCode())
          .isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(attributes(attempts.getFirst().getAttributesList()))
          .containsEntry("error.type", "overloaded")
          .containsEntry("llmcallgateway.error.origin", "provider")
          .containsEntry("http.response.status_code", 503L);
      assertThat(attempts.getLast().getStatus().getCode())
          .isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
      assertThat(call.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
      assertThat(spans.toString()).doesNotContain("\\345\\277\\231"); // 忙: what a provider says
    }
  }

  @Test
  void content_is_sent_where_it_is_asked_for_and_redacted() throws Exception {
    try (var gateway =
        setup()
            .env("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")
            .yaml("journal: { redact: [phone] }\n")
            .start()) {
      var answer = gateway.post(CHAT, Calls.chat("up/plain", "鲁迅的电话是13812345678吗？"));
      var call = one(awaitSpans(2), Span.SpanKind.SPAN_KIND_SERVER);
      var said = answer.json().at("/choices/0/message/content").asString();
      assertThat(attributes(call.getAttributesList()))
          .containsEntry(
              "gen_ai.input.messages",
              "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"鲁迅的电话是[redacted]吗？\"}]}]")
          .containsEntry(
              "gen_ai.output.messages",
              "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
                  + said
                  + "\"}],\"finish_reason\":\"stop\"}]");
    }
  }

  @Test
  void metrics_tell_durations_tokens_first_tokens_and_errors() throws Exception {
    try (var gateway = setup().start()) {
      var plain = gateway.post(CHAT, Calls.chat("up/plain"));
      gateway.post(CHAT, Calls.stream("up/streamed"));
      upstream.next(Scripts.json(400, OpenAiLike.error("不对", "invalid_request_error")));
      gateway.post(CHAT, Calls.chat("up/broken"));
      gateway.post(CHAT, Calls.chat("no-such-model"));
      Await.until(
          "four calls in the metrics",
          () ->
              points("gen_ai.client.operation.duration").values().stream()
                      .mapToLong(HistogramDataPoint::getCount)
                      .sum()
                  == 4);

      var durations = points("gen_ai.client.operation.duration");
      var well = point(durations, "chat up plain null");
      assertThat(well.getCount()).isEqualTo(1);
      assertThat(well.getExplicitBoundsList()).hasSize(14).startsWith(0.01).endsWith(81.92);
      assertThat(durations)
          .containsKeys("chat up broken invalid_request", "chat null null model_not_found");
      assertThat(collector.metric("gen_ai.client.operation.duration").getUnit()).isEqualTo("s");

      var first = points("gen_ai.server.time_to_first_token");
      assertThat(first.keySet()).isEqualTo(Set.of("chat up streamed null"));
      assertThat(point(first, "chat up streamed null").getSum()).isPositive().isLessThan(10);

      var tokens = collector.metric("gen_ai.client.token.usage");
      var input =
          tokens.getHistogram().getDataPointsList().stream()
              .filter(
                  point ->
                      "plain"
                          .equals(
                              attributes(point.getAttributesList()).get("gen_ai.request.model")))
              .filter(
                  point ->
                      "input"
                          .equals(attributes(point.getAttributesList()).get("gen_ai.token.type")))
              .toList();
      assertThat(input).hasSize(1);
      assertThat(input.getFirst().getSum())
          .isCloseTo(plain.json().at("/usage/prompt_tokens").asDouble(), within(0.1));
      assertThat(input.getFirst().getExplicitBoundsList()).hasSize(14).endsWith(67_108_864.0);

      var errors = collector.metric("llmcallgateway.errors").getSum().getDataPointsList();
      assertThat(errors)
          .extracting(
              point ->
                  attributes(point.getAttributesList()).get("error.type") + " " + point.getAsInt())
          .containsExactlyInAnyOrder("invalid_request 1", "model_not_found 1");
    }
  }

  private Map<String, HistogramDataPoint> points(String name) throws Exception {
    var all = new TreeMap<String, HistogramDataPoint>();
    for (var point : collector.metric(name).getHistogram().getDataPointsList()) {
      var its = attributes(point.getAttributesList());
      all.put(
          its.get("gen_ai.operation.name")
              + " "
              + its.get("gen_ai.provider.name")
              + " "
              + its.get("gen_ai.request.model")
              + " "
              + its.get("error.type"),
          point);
    }
    return all;
  }

  private static HistogramDataPoint point(Map<String, HistogramDataPoint> all, String name) {
    return all.getOrDefault(name, HistogramDataPoint.getDefaultInstance());
  }

  @Test
  void a_stop_sends_what_is_waiting() throws Exception {
    try (var gateway = setup().env("OTEL_METRIC_EXPORT_INTERVAL", "600000").start()) {
      for (int i = 0; i < 20; i++) gateway.post(CHAT, Calls.chat("up/plain"));
    }
    assertThat(collector.spans()).hasSize(40);
    assertThat(point(points("gen_ai.client.operation.duration"), "chat up plain null").getCount())
        .isEqualTo(20);
  }

  @Test
  void one_signal_alone_goes_where_its_own_variable_says() throws Exception {
    try (var gateway =
        RunningGateway.on(upstream)
            .env("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.endpoint() + "/v1/traces")
            .start()) {
      gateway.post(CHAT, Calls.chat("up/plain"));
      awaitSpans(2);
    }
    assertThat(collector.requests("/v1/metrics")).isEmpty();
  }

  @Test
  void a_sampler_that_takes_none_sends_none_but_metrics_go_on() throws Exception {
    try (var gateway =
        setup()
            .env("OTEL_TRACES_SAMPLER", "traceidratio")
            .env("OTEL_TRACES_SAMPLER_ARG", "0")
            .start()) {
      gateway.post(CHAT, Calls.chat("up/plain"));
    }
    assertThat(collector.spans()).isEmpty();
    assertThat(points("gen_ai.client.operation.duration")).hasSize(1);
  }

  @Test
  void nothing_is_sent_and_no_thread_waits_where_no_collector_is_named() throws Exception {
    try (var gateway = RunningGateway.on(upstream).start()) {
      gateway.post(CHAT, Calls.chat("up/plain"));
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("otel");
    }
    assertThat(collector.server().allConnections()).isZero();
  }

  @Test
  void a_collector_that_is_down_harms_no_call_and_hardly_a_stop() throws Exception {
    long begun;
    var gateway =
        setup().env("OTEL_EXPORTER_OTLP_ENDPOINT", ScriptedUpstream.refusingBaseUrl()).start();
    try (gateway) {
      for (int i = 0; i < 5; i++) {
        assertThat(gateway.post(CHAT, Calls.chat("up/plain")).status()).isEqualTo(200);
      }
      assertThat(gateway.get("/admin/api/calls").json().path("calls").size()).isEqualTo(5);
      begun = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void a_collector_that_refuses_is_told_of_in_the_log_with_its_reason() throws Exception {
    collector.server().always(Scripts.json(403, "{}"));
    try (var gateway = setup().start()) {
      gateway.post(CHAT, Calls.chat("up/plain"));
      var told = "the OpenTelemetry collector did not get all";
      Await.until("the loss is told", () -> gateway.log("system").contains(told));
      assertThat(gateway.log("system")).contains("403");
    }
  }
}

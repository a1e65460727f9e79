package io.llmcallgateway.otel;

import static io.llmcallgateway.testkit.OtlpCollector.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.config.OtelSettings;
import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OtlpCollector;
import io.llmcallgateway.testkit.Scripts;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tests of what becomes of records on their way to a collector.
final class OtelExportTest {
  private static final Duration STOP = Duration.ofSeconds(6);

  private OtlpCollector collector;

  @BeforeEach
  void start() throws Exception {
    collector = new OtlpCollector();
  }

  @AfterEach
  void stop() throws Exception {
    collector.close();
  }

  private OtelSettings settings() {
    return new OtelSettings(
        URI.create(collector.endpoint() + "/v1/traces"),
        URI.create(collector.endpoint() + "/v1/metrics"),
        Map.of(),
        "test",
        Map.of(),
        OtelSettings.Sampler.ALWAYS_ON,
        1,
        Duration.ofMinutes(10),
        false);
  }

  private static CallRecord sentAs(String model) {
    var call = Ended.call("鲁迅").record();
    var models =
        new CallRecord.Models("asked", "group", "mistral", model, call.models().returned());
    return with(call, models);
  }

  private static CallRecord with(CallRecord call, CallRecord.Models models) {
    return new CallRecord(
        call.id(),
        call.startedAt(),
        call.operation(),
        call.dialect(),
        call.stream(),
        call.state(),
        call.status(),
        call.failure(),
        models,
        call.lane(),
        call.attempts(),
        call.losses(),
        call.finishReason(),
        call.usage(),
        call.estimated(),
        call.cost(),
        call.timing(),
        call.sizes(),
        call.client(),
        call.tags(),
        call.config(),
        call.question(),
        call.answered());
  }

  @Test
  void times_cost_and_tokens_are_the_records() throws Exception {
    var call = sentAs("sent");
    try (var export = OtelExport.start(settings(), CollectorConnection.DIRECT, "1")) {
      export.accept(List.of(ended(call)));
    }
    var spans = collector.spans();
    assertThat(spans).hasSize(3);
    var whole =
        spans.stream().filter(each -> each.getKind() == Span.SpanKind.SPAN_KIND_SERVER).toList();
    assertThat(whole).hasSize(1);
    long start = 1_795_000_000_000L * 1_000_000;
    assertThat(whole.getFirst().getStartTimeUnixNano()).isEqualTo(start);
    assertThat(whole.getFirst().getEndTimeUnixNano()).isEqualTo(start + 5_000_000);
    assertThat(attributes(whole.getFirst().getAttributesList()))
        .containsEntry("gen_ai.provider.name", "mistral_ai") // the conventions' name
        .containsEntry("llmcallgateway.provider", "mistral")
        .containsEntry("llmcallgateway.cost_usd", 42_150 / 1e9)
        .containsEntry("llmcallgateway.cost.state", "priced")
        .containsEntry("gen_ai.usage.cache_read.input_tokens", 2L)
        .containsEntry("gen_ai.usage.reasoning.output_tokens", 8L)
        .containsEntry("gen_ai.response.time_to_first_chunk", 0.001)
        .containsEntry("error.type", "stream_cut");
    assertThat(whole.getFirst().getStatus().getMessage()).isEmpty(); // a provider's words
    var second =
        spans.stream().filter(each -> each.getName().equals("chat sent")).findFirst().orElseThrow();
    assertThat(second.getStartTimeUnixNano()).isEqualTo(start + 120_000);
    assertThat(second.getEndTimeUnixNano()).isEqualTo(start + 4_120_000);

    var cost = collector.metric("llmcallgateway.cost").getSum().getDataPointsList();
    assertThat(cost).hasSize(1);
    assertThat(cost.getFirst().getAsDouble()).isCloseTo(42_150 / 1e9, within(1e-12));
  }

  @Test
  void metrics_have_few_names_whatever_models_are_called() throws Exception {
    var calls = new ArrayList<EndedCall>();
    for (int i = 0; i < 400; i++) calls.add(ended(sentAs("模型-" + i)));
    try (var export = OtelExport.start(settings(), CollectorConnection.DIRECT, "1")) {
      export.accept(calls);
    }
    var points = collector.metric("gen_ai.client.operation.duration").getHistogram();
    var names =
        points.getDataPointsList().stream()
            .map(point -> attributes(point.getAttributesList()).get("gen_ai.request.model"))
            .distinct()
            .toList();
    assertThat(names).contains("other").hasSizeLessThanOrEqualTo(201);
    assertThat(points.getDataPointsList().stream().mapToLong(point -> point.getCount()).sum())
        .isEqualTo(400);
    assertThat(collector.spans()).hasSize(1_200);
  }

  @Test
  void a_collector_that_hangs_holds_up_neither_who_tells_nor_the_stop_and_each_loss_is_counted()
      throws Exception {
    var gate = new Gate();
    collector.server().always(Scripts.pause(gate).then(Scripts.answer(200, "")));
    var calls = new ArrayList<EndedCall>();
    for (int i = 0; i < 1_000; i++) calls.add(Ended.call("q" + i));
    long begun = System.nanoTime();
    var export = OtelExport.start(settings(), CollectorConnection.DIRECT, "1");
    try (export) {
      for (int i = 0; i < 50; i++) export.accept(calls);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      begun = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOP);
    gate.release();
    int all = 3 * 50_000; // a call is three spans
    Await.until("each span is lost or sent", () -> lost(export) + collector.spans().size() >= all);
    assertThat(lost(export)).isLessThanOrEqualTo(all);
  }

  private static long lost(OtelExport export) {
    return 3 * export.losses().lostCalls() + export.losses().lostSpans();
  }

  @Test
  void the_conventions_names_are_of_built_in_providers() throws Exception {
    var names = new Properties();
    try (var in = OtelExportTest.class.getResourceAsStream("/otel-providers.properties")) {
      assertThat(in).isNotNull();
      names.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    assertThat(names.stringPropertyNames()).isSubsetOf(BuiltInData.load().rows().keySet());
    assertThat(new SemanticConventions().provider("bedrock")).isEqualTo("aws.bedrock");
    assertThat(new SemanticConventions().provider("自建")).isEqualTo("自建");
  }

  private static EndedCall ended(CallRecord call) {
    return new EndedCall(call, List.of(), true);
  }
}

package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests the metrics a newcomer looks at after the first call.
final class MetricsTest extends SharedGateway {
  @BeforeEach
  void fromZero() throws Exception {
    assertThat(gateway.post("/admin/reset-metrics", "").status()).isBetween(200, 204);
  }

  private JsonNode after(int calls) throws Exception {
    return gateway.awaitMetrics(
        calls + " calls", metrics -> metrics.path("total_requests").asInt() == calls);
  }

  @Test
  void before_the_first_call_all_is_well() throws Exception {
    var metrics = gateway.metrics();
    assertThat(metrics.path("total_requests").asInt()).isZero();
    assertThat(metrics.path("total_tokens").asInt()).isZero();
    assertThat(metrics.path("success_rate").asDouble()).isEqualTo(1.0);
    assertThat(metrics.path("average_latency").asDouble()).isZero();
    assertThat(metrics.path("models_used").isObject()).isTrue();
    assertThat(metrics.path("requests_per_hour").isNumber()).isTrue();
    assertThat(metrics.path("tokens_per_hour").isNumber()).isTrue();
  }

  @Test
  void calls_are_counted_by_model_tokens_and_outcome() throws Exception {
    gateway.post(CHAT, Calls.chat("up/one"));
    gateway.post(CHAT, Calls.stream("up/one"));
    gateway.post("/v1/embeddings", "{\"model\":\"up/two\",\"input\":\"x\"}");
    upstream.next(Scripts.json(500, OpenAiLike.error("x", "y")));
    gateway.post(CHAT, Calls.chat("up/two"));
    var metrics = after(4);
    assertThat(metrics.path("total_tokens").asInt()).isEqualTo(60 + 60 + 4);
    assertThat(metrics.path("success_rate").asDouble()).isEqualTo(0.75);
    assertThat(metrics.path("active_requests").asInt()).isZero();
    assertThat(metrics.at("/models_used/up~1one").asInt()).isEqualTo(2);
    assertThat(metrics.at("/models_used/up~1two").asInt()).isEqualTo(2);
    assertThat(metrics.path("average_latency").asDouble()).isBetween(0.000_001, 5.0);
    assertThat(metrics.path("requests_per_hour").asDouble()).isGreaterThanOrEqualTo(4);
    var two = gateway.get("/metrics/models").json().path("up/two");
    assertThat(two.path("requests").asInt()).isEqualTo(2);
    assertThat(two.path("tokens").asInt()).isEqualTo(4);
    assertThat(two.path("success_count").asInt()).isEqualTo(1);
    assertThat(two.path("error_count").asInt()).isEqualTo(1);
    assertThat(two.path("success_rate").asDouble()).isEqualTo(0.5);
    assertThat(two.path("total_duration").asDouble()).isPositive();
    assertThat(two.path("average_latency").asDouble()).isPositive();
  }

  @Test
  void a_call_under_way_is_active_and_not_yet_counted() throws Exception {
    var gate = new Gate();
    upstream.next(Scripts.pause(gate).then(Scripts.json(OpenAiLike.chat("m", "x"))));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("up/m"), authorized());
      gate.awaitReached();
      var metrics = gateway.metrics();
      assertThat(metrics.path("active_requests").asInt()).isEqualTo(1);
      assertThat(metrics.path("total_requests").asInt()).isZero();
      gate.release();
      assertThat(client.answer().status()).isEqualTo(200);
    }
    after(1);
  }

  @Test
  void trends_have_as_many_hours_as_asked_for() throws Exception {
    gateway.post(CHAT, Calls.chat("up/m"));
    after(1);
    for (int hours : new int[] {1, 24, 168, 700}) {
      var trends = gateway.get("/metrics/trends?hours=" + hours).json();
      for (var name : new String[] {"hours", "requests", "tokens", "latency", "errors"}) {
        assertThat(trends.path(name).size()).as(name).isEqualTo(hours);
      }
      var last = OffsetDateTime.parse(trends.path("hours").path(hours - 1).asString());
      assertThat(last.getMinute()).isZero();
      assertThat(last.plusHours(1)).isAfter(OffsetDateTime.now(last.getOffset()));
      assertThat(trends.path("requests").path(hours - 1).asInt()).isPositive();
    }
    assertThat(gateway.get("/metrics/trends").json().path("hours").size()).isEqualTo(24);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "87601", "-1", "x", "1.5", "", "99999999999999999999"})
  void other_numbers_of_hours_are_a_400(String hours) throws Exception {
    requireOpenAiError(gateway.get("/metrics/trends?hours=" + hours), 400);
  }

  @Test
  void a_prometheus_scraper_gets_its_text() throws Exception {
    gateway.post(CHAT, Calls.chat("up/m"));
    after(1);
    var byAccept =
        gateway.get(
            "/metrics",
            "Accept:"
                + " application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1");
    assertThat(byAccept.header("content-type"))
        .matches("(text/plain|application/openmetrics-text).*");
    assertThat(byAccept.text()).contains("# TYPE").contains("# HELP");
    var asked = gateway.get("/metrics?format=prometheus");
    assertThat(asked.text()).contains("# TYPE");
    for (var accept :
        new String[] {"*/*", "application/json", "text/html,application/xhtml+xml,*/*;q=0.8"}) {
      assertThat(gateway.get("/metrics", "Accept: " + accept).header("content-type"))
          .as(accept)
          .startsWith("application/json");
    }
  }

  @Test
  void unknown_model_names_do_not_swell_the_labels() throws Exception {
    for (int i = 0; i < 300; i++) gateway.post(CHAT, Calls.chat("up/made-up-" + i));
    after(300);
    var text = gateway.get("/metrics?format=prometheus").text();
    assertThat(text.lines().filter(line -> line.contains("made-up-299")).count()).isZero();
  }

  @Test
  void metrics_are_public_when_asked_for() throws Exception {
    try (var open = RunningGateway.on(upstream).env("METRICS_PUBLIC", "true").start();
        var client = open.client()) {
      for (var path : new String[] {"/metrics", "/metrics/models", "/metrics/trends?hours=2"}) {
        client.get(path);
        assertThat(client.answer().status()).as(path).isEqualTo(200);
      }
      client.get("/v1/models");
      assertThat(client.answer().status()).isEqualTo(401);
    }
  }

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream);
  }
}

package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests metrics that survive the process, and the queries for them.
final class KeptMetricsTest extends SharedGateway {
  /// Priced by the built-in list.
  private static final String MODELS = "models:\n  priced: { targets: [up/gpt-4o-mini] }\n";

  private static RunningGateway start(ScriptedUpstream upstream, Path folder) throws Exception {
    var yaml =
        "providers: { up: { dialect: openai, prices: openai, base-url: \"%s\", api-key: k } }\n%s"
            .formatted(upstream.baseUrl(), MODELS);
    return new RunningGateway.Setup()
        .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
        .yaml(yaml)
        .in(folder)
        .start();
  }

  private static JsonNode totals(RunningGateway gateway) throws Exception {
    var answer = gateway.get("/metrics");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void totals_are_the_same_after_a_restart(@TempDir Path folder) throws Exception {
    JsonNode before;
    JsonNode models;
    JsonNode trends;
    try (var first = start(upstream, folder)) {
      first.post(CHAT, Calls.chat("priced"));
      first.post(CHAT, Calls.stream("up/通义千问"));
      upstream.next(Scripts.json(500, OpenAiLike.error("x", "y")));
      first.post(CHAT, Calls.chat("priced"));
      before = totals(first); // at once: a call is in the very next answer
      models = first.get("/metrics/models").json();
      trends = first.get("/metrics/trends?hours=400").json();
    }
    assertThat(before.path("total_requests").asInt()).isEqualTo(3);
    assertThat(before.path("shed_records").asInt(-1)).isZero();
    assertThat(before.path("shed_payloads").asInt(-1)).isZero();
    assertThat(before.path("error_count").asInt()).isEqualTo(1);
    assertThat(before.path("persistent").asBoolean()).isTrue();
    assertThat(before.path("cost_usd").asDouble()).isPositive();
    assertThat(before.path("unpriced_requests").asInt()).isEqualTo(1);
    assertThat(before.path("latency_p50").asDouble()).isPositive();
    assertThat(before.path("latency_p99").asDouble())
        .isGreaterThanOrEqualTo(before.path("latency_p50").asDouble());
    assertThat(before.path("overhead_average").asDouble()).isPositive();
    assertThat(before.path("input_tokens").asInt() + before.path("output_tokens").asInt())
        .isEqualTo(before.path("total_tokens").asInt());
    assertThat(Instant.parse(before.path("since").asString())).isBefore(Instant.now());
    try (var second = start(upstream, folder)) {
      assertThat(totals(second)).isEqualTo(before);
      assertThat(second.get("/metrics/models").json()).isEqualTo(models);
      var again = second.get("/metrics/trends?hours=400").json();
      assertThat(again.path("hours").size()).isEqualTo(400);
      for (var name : new String[] {"requests", "tokens", "errors", "cost_usd", "latency_p95"}) {
        assertThat(again.path(name).size()).as(name).isEqualTo(400);
      }
      assertThat(sum(again.path("requests"))).isEqualTo(3).isEqualTo(sum(trends.path("requests")));
      second.post(CHAT, Calls.chat("priced"));
      assertThat(totals(second).path("total_requests").asInt()).isEqualTo(4);
    }
  }

  private static int sum(JsonNode array) {
    int sum = 0;
    for (var value : array) sum += value.asInt();
    return sum;
  }

  @Test
  void of_many_groups_those_with_the_most_calls_are_named_and_the_rest_is_one(@TempDir Path folder)
      throws Exception {
    try (var gateway = start(upstream, folder)) {
      gateway.post(CHAT, Calls.chat("up/m"), "x-gateway-tag-c: /a/path");
      for (int i = 0; i < 102; i++) {
        gateway.post(CHAT, Calls.chat("up/m"), "x-gateway-tag-c: " + i);
        if (i == 50) gateway.post(CHAT, Calls.chat("up/m"), "x-gateway-tag-c: /a/path");
      }
      var told = gateway.get("/metrics?group_by=tag:c&hours=24").json();
      assertThat(told.path("groups")).hasSize(101);
      assertThat(told.path("groups").propertyNames()).startsWith("/a/path").endsWith("other");
      assertThat(told.path("groups").path("/a/path").path("requests").asInt()).isEqualTo(2);
      assertThat(told.path("groups").path("other").path("requests").asInt()).isEqualTo(3);
      assertThat(told.path("groups_in_other").asInt()).isEqualTo(3);
      var trends = gateway.get("/metrics/trends?group_by=tag:c&hours=2").json();
      assertThat(trends.path("groups")).hasSize(21);
      assertThat(trends.path("groups_in_other").asInt()).isEqualTo(83);
      int calls = 0;
      for (var group : trends.path("groups")) {
        for (var requests : group.path("requests")) calls += requests.asInt();
      }
      assertThat(calls).isEqualTo(104);
    }
  }

  @Test
  void what_the_journal_cannot_tell_is_an_error_and_never_zero_and_nothing_is_lost(
      @TempDir Path folder) throws Exception {
    try (var gateway = start(upstream, folder)) {
      gateway.post(CHAT, Calls.chat("priced"));
      assertThat(totals(gateway).path("total_requests").asInt()).isEqualTo(1);
      sql(folder, "ALTER TABLE rollup RENAME TO gone");
      for (var page : List.of("/metrics", "/metrics/models", "/metrics/trends")) {
        var answer = gateway.get(page);
        requireOpenAiError(answer, 503);
        assertThat(answer.text()).contains("journal");
      }
      assertThat(gateway.post(CHAT, Calls.chat("priced")).status()).isEqualTo(200);
      sql(folder, "ALTER TABLE gone RENAME TO rollup");
      Await.until("the second call", () -> totals(gateway).path("total_requests").asInt() == 2);
    }
  }

  private static void sql(Path folder, String statement) throws SQLException {
    var path = folder.resolve("data").resolve("journal.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        var change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  @Test
  void a_reset_counts_from_its_very_instant_also_after_a_restart(@TempDir Path folder)
      throws Exception {
    JsonNode before;
    try (var first = start(upstream, folder)) {
      first.post(CHAT, Calls.chat("priced"));
      first.post(CHAT, Calls.chat("up/other"));
      assertThat(first.post("/admin/reset-metrics", "").status()).isEqualTo(200);
      assertThat(totals(first).path("total_requests").asInt()).isZero();
      assertThat(totals(first).path("models_used").isEmpty()).isTrue();
      first.post(CHAT, Calls.chat("priced"));
      before = totals(first);
      assertThat(sum(first.get("/metrics/trends?hours=2").json().path("requests"))).isEqualTo(3);
    }
    assertThat(before.path("total_requests").asInt()).isEqualTo(1);
    assertThat(before.path("models_used").toString()).isEqualTo("{\"priced\":1}");
    assertThat(before.path("latency_p99").asDouble()).isPositive();
    try (var second = start(upstream, folder)) {
      assertThat(totals(second)).isEqualTo(before);
      assertThat(second.get("/metrics/models").json().size()).isEqualTo(1);
      second.post(CHAT, Calls.chat("priced"));
      assertThat(totals(second).path("total_requests").asInt()).isEqualTo(2);
    }
  }

  @Test
  void calls_are_told_apart_by_model_provider_key_code_and_tag(@TempDir Path folder)
      throws Exception {
    try (var running = start(upstream, folder)) {
      var team = "X-Gateway-Tag-Team: 研发";
      running.post(CHAT, Calls.chat("priced"), team);
      running.post(CHAT, Calls.chat("up/b"), team);
      running.post(CHAT, Calls.chat("up/b"), "X-Gateway-Tag-Team: sales");
      for (var path : new String[] {"/metrics?", "/metrics/trends?hours=3&"}) {
        var tags = running.get(path + "group_by=tag:team").json();
        assertThat(tags.path("group_by").asString()).isEqualTo("tag:team");
        assertThat(tags.path("groups").propertyNames()).containsExactlyInAnyOrder("研发", "sales");
        assertThat(requests(tags, "研发")).isEqualTo(2);
        assertThat(tags.path("groups_in_other").asInt()).isZero();
        assertThat(requests(running.get(path + "group_by=model").json(), "up/b")).isEqualTo(2);
        assertThat(requests(running.get(path + "group_by=provider").json(), "up")).isEqualTo(3);
        assertThat(requests(running.get(path + "group_by=code").json(), "success")).isEqualTo(3);
        assertThat(running.get(path + "group_by=key").json().path("groups").size()).isEqualTo(1);
        var one = running.get(path + "group_by=provider&model=" + encoded("up/b")).json();
        assertThat(requests(one, "up")).isEqualTo(2);
      }
      var year = running.get("/metrics?hours=8760").json();
      assertThat(year.path("total_requests").asInt()).isEqualTo(3);
      var days = running.get("/metrics/trends?hours=8760").json();
      assertThat(days.path("step").asString()).isEqualTo("day");
      assertThat(days.path("requests").size()).isBetween(365, 367);
      assertThat(sum(days.path("requests"))).isEqualTo(3);
      var minutes = running.get("/metrics/trends?hours=1&step=minute").json();
      assertThat(minutes.path("requests").size()).isEqualTo(60);
    }
  }

  /// A number, or the numbers of an array together.
  private static int requests(JsonNode document, String group) {
    var requests = document.path("groups").path(group).path("requests");
    return requests.isArray() ? sum(requests) : requests.asInt();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void calls_that_leave_nothing_in_the_journal_are_counted_too(@TempDir Path folder)
      throws Exception {
    try (var running =
        RunningGateway.on(upstream).yaml("journal: { payloads: off }\n").in(folder).start()) {
      running.post(CHAT, Calls.chat("up/quiet"));
      assertThat(totals(running).at("/models_used/up~1quiet").asInt()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics?group_by=colour",
        "/metrics?group_by=tag:",
        "/metrics?hours=0",
        "/metrics/models?hours=x",
        "/metrics/trends?step=week",
        "/metrics/trends?step=minute&hours=25",
        "/metrics/trends?step=hour&hours=8760",
        "/metrics/trends?step=minute&group_by=tag:team",
        "/metrics?group_by=tag:team&model=m"
      })
  void what_makes_no_sense_is_a_400_that_names_it(String path) throws Exception {
    var answer = gateway.get(path);
    requireOpenAiError(answer, 400);
    assertThat(answer.json().at("/error/message").asString()).contains("must", "'").isNotBlank();
  }

  @Test
  void a_price_that_is_known_is_a_cost_for_prometheus(@TempDir Path folder) throws Exception {
    try (var running = start(upstream, folder)) {
      running.post(CHAT, Calls.chat("priced"));
      var text = running.get("/metrics?format=prometheus").text();
      assertThat(text)
          .containsPattern(
              "llmcallgateway_cost_usd_total\\{model=\"priced\",.*} [1-9].*E-|0\\.0*[1-9]")
          .contains("llmcallgateway_overhead_seconds_bucket{provider=\"up\"")
          .contains("llmcallgateway_records_shed_total 0.0")
          .contains("llmcallgateway_payloads_shed_total 0.0")
          .contains("llmcallgateway_spool_skipped_bytes_total 0.0")
          .contains("llmcallgateway_spool_waiting_bytes");
    }
  }

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) {
    return RunningGateway.on(upstream);
  }
}

package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Charts, facets, sums and the greatest calls over HTTP: four calls, of which one fails.
@TestInstance(Lifecycle.PER_CLASS)
final class CallAnalysisTest {
  private static final String PRICES =
      """
      version: "1"
      lists:
        up: { models: [ { name: m, match: ["*"], prices: [ { input: "0.15", output: "0.6" } ] } ] }
      """;

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeAll
  void call(@TempDir Path folder) throws Exception {
    upstream = ScriptedUpstream.start();
    Files.writeString(folder.resolve("prices.yaml"), PRICES);
    var data = "data-dir: \"" + folder.resolve("data") + "\"\n";
    gateway = RunningGateway.on(upstream).in(folder).yaml(data).start();
    gateway.post(CHAT, Calls.chat("up/one"), "x-gateway-tag-team: 红队");
    gateway.post(CHAT, Calls.chat("up/one"), "x-gateway-tag-team: search");
    gateway.post(CHAT, Calls.chat("up/two"), "x-session-id: s-1");
    upstream.next(Scripts.json(400, "{\"error\":{\"message\":\"no\"}}"));
    gateway.post(CHAT, Calls.chat("up/two"));
    Await.until("all are kept", () -> get("calls?from=1h").path("calls").size() == 4);
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private JsonNode get(String path) throws Exception {
    var answer = gateway.get("/admin/api/" + path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static long sum(JsonNode numbers) {
    long sum = 0;
    for (var number : numbers) sum += number.asLong();
    return sum;
  }

  @Test
  void a_chart_has_all_calls_from_roll_ups_and_from_rows() throws Exception {
    for (var filter : new String[] {"from=24h", "from=1h", "from=24h&not.key_id=nobody"}) {
      var chart = get("histogram?buckets=30&" + filter);
      assertThat(chart.path("calls").size()).isBetween(1, 30);
      assertThat(sum(chart.path("calls"))).isEqualTo(4);
      assertThat(sum(chart.path("errors"))).isEqualTo(1);
      assertThat(sum(chart.path("nano_usd"))).isPositive();
      assertThat(chart.path("exact").asBoolean()).isTrue();
      assertThat(chart.path("outliers").findValuesAsString("by")).contains("cost", "total");
    }
    assertThat(sum(get("histogram?from=1h&state=error").path("calls"))).isEqualTo(1);
  }

  @Test
  void facets_leave_their_own_condition_out() throws Exception {
    var facets = get("facets?kinds=model,state,tag,tag:team&model=up/two&from=1h").path("facets");
    assertThat(facets.at("/0/values").toString())
        .isEqualTo(
            "[{\"value\":\"one\",\"calls\":2},{\"value\":\"two\",\"calls\":2},"
                + "{\"value\":\"up/one\",\"calls\":2},{\"value\":\"up/two\",\"calls\":2}]");
    assertThat(facets.at("/1/values").findValuesAsString("value"))
        .containsExactly("error", "success");
    assertThat(facets.at("/2/values")).isEmpty();
    assertThat(facets.at("/3/exact").asBoolean()).isTrue();
    assertThat(get("facets?kind=tag:team").path("values").findValuesAsString("value"))
        .containsExactlyInAnyOrder("红队", "search");
  }

  @Test
  void sums_stand_beside_those_of_the_time_before() throws Exception {
    var sums = get("sums?by=model&from=1h&against=before&step=hour");
    assertThat(sums.at("/total/calls").asLong()).isEqualTo(4);
    assertThat(sums.at("/total/p95_ms").asDouble()).isPositive();
    assertThat(sums.at("/before/calls").asLong()).isZero();
    assertThat(sums.path("groups").findValuesAsString("value")).containsExactly("up/one", "up/two");
    assertThat(sums.at("/groups/0/nano_usd").asLong())
        .isEqualTo(2 * sums.at("/groups/1/nano_usd").asLong());
    assertThat(sums.at("/groups/0/before/calls").asLong()).isZero();
    assertThat(sums.at("/series/0/points/0/calls").asLong()).isPositive();
    var teams = get("sums?by=tag:team&from=24h&buckets=true");
    assertThat(teams.at("/total/calls").asLong()).isEqualTo(4);
    assertThat(teams.path("groups")).hasSize(2);
    assertThat(teams.at("/total/cost_lines/0/count").asLong()).isPositive();
    var sessions = get("sums?by=session&from=1h&model=up/two");
    assertThat(sessions.path("groups")).hasSize(2);
    assertThat(sessions.at("/groups/0/value").asString()).isEqualTo("s-1");
    assertThat(sessions.at("/groups/1").has("value")).isFalse();
  }

  @Test
  void amounts_by_kind_and_cache_savings_are_the_same_from_roll_ups_and_from_rows()
      throws Exception {
    for (var query :
        new String[] {
          "by=model&from=24h", "by=session&from=24h", "by=model&from=24h&not.key_id=nobody"
        }) {
      var sums = get("sums?buckets=true&" + query);
      assertThat(sums.path("groups")).isNotEmpty();
      for (var each : List.of(sums.path("total"), sums.at("/groups/0"))) {
        assertThat(each.path("cache_write_tokens").isIntegralNumber()).isTrue();
        assertThat(each.path("reasoning_tokens").isIntegralNumber()).isTrue();
        assertThat(each.path("cache_savings_nano_usd").asLong(-1))
            .isEqualTo(
                each.path("cache_read_saved_nano_usd").asLong()
                    - each.path("cache_write_extra_nano_usd").asLong());
        long amounts = 0;
        for (var line : each.path("cost_lines")) amounts += line.path("nano_usd").asLong();
        assertThat(amounts).isPositive().isEqualTo(each.path("nano_usd").asLong());
      }
    }
  }

  @Test
  void the_greatest_calls_come_first_and_have_no_cursor() throws Exception {
    var top = get("calls?top=cost&from=1h&limit=3");
    assertThat(top.path("calls")).hasSize(3);
    assertThat(top.path("next").isNull()).isTrue();
    assertThat(get("calls?top=total&state=error").path("calls")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "calls?top=much, top",
    "calls?top=cost&before=1, before",
    "histogram?buckets=241, buckets",
    "facets?kinds=model%2Cmoon, kinds",
    "facets, kind",
    "sums?by=moon, by",
    "sums?against=before, from",
    "sums?against=after, against",
    "sums?step=hour&from=2020-01-01, step",
    "sums?modell=x, modell"
  })
  void a_parameter_that_makes_no_sense_is_named(String path, String parameter) throws Exception {
    var answer = gateway.get("/admin/api/" + path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/param").asString()).isEqualTo(parameter);
  }
}

package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.cli.prices.PricesCommand;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// Tests that the cost of a call is the same wherever it is shown, and can be computed again.
@ExtendWith(LeakCheck.class)
final class PricedCallsTest {
  /// 15 tokens at 0.15 and 45 at 0.6 dollars per million.
  private static final String COST = "0.00002925";

  private static final String PRICES =
      """
      version: 我的
      lists:
        up: { models: [ { name: m, match: ["*"], prices: [ { input: "0.15", output: "0.6" } ] } ] }
      """;

  @TempDir private Path folder;

  private RunningGateway start(ScriptedUpstream upstream, String more) throws Exception {
    return RunningGateway.on(upstream)
        .in(folder)
        .yaml("data-dir: \"" + folder.resolve("data") + "\"\n" + more)
        .start();
  }

  private void price() throws IOException {
    Files.writeString(folder.resolve("prices.yaml"), PRICES);
  }

  private static JsonNode call(RunningGateway gateway, String model) throws Exception {
    var path = "/admin/api/calls?model=" + model;
    Await.until("a call to " + model, () -> gateway.get(path).json().path("calls").size() == 1);
    var id = gateway.get(path).json().at("/calls/0/id").asString();
    return gateway.get("/admin/api/calls/" + id).json();
  }

  private static String costing(String model) {
    return "{\"stream_options\":{\"include_cost\":true}," + Calls.stream(model).substring(1);
  }

  @Test
  void header_stream_and_record_tell_the_same() throws Exception {
    price();
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream, "currency: { code: CNY, per-usd: \"7.1\" }\n")) {
      var plain = gateway.post(CHAT, Calls.chat("up/plain"));
      assertThat(plain.header("x-gateway-cost")).isEqualTo(COST);
      var streamed = gateway.post(CHAT, costing("up/streamed"));
      assertThat(streamed.text()).contains("\"gateway_cost\":" + COST + "}");
      for (var model : new String[] {"up/plain", "up/streamed"}) {
        var call = call(gateway, model);
        assertThat(call.path("cost_usd").asString()).isEqualTo(COST);
        assertThat(call.path("cost_display").asString()).isEqualTo("0.000207675");
        assertThat(call.at("/cost/prices").asString()).contains("我的");
      }
    }
  }

  @Test
  void what_the_vendor_says_stands_beside_it() throws Exception {
    price();
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream, "")) {
      upstream.next(
          Scripts.json(
              OpenAiLike.chat("m", "你好").replace("\"total_tokens\":60", "\"cost\":0.00003")));
      gateway.post(CHAT, Calls.chat("up/reporting"));
      var call = call(gateway, "up/reporting");
      assertThat(call.path("reported_usd").asString()).isEqualTo("0.00003");
      assertThat(call.path("difference_usd").asString()).isEqualTo("0.00000075");
      assertThat(call.path("cost_differs").asBoolean()).isTrue();
      gateway.post(CHAT, Calls.chat("up/silent"));
      var differing = gateway.get("/admin/api/calls?cost=differs").json().path("calls");
      assertThat(differing).hasSize(1);
      assertThat(differing.at("/0/model").asString()).isEqualTo("up/reporting");
      assertThat(differing.at("/0/cost_differs").asBoolean()).isTrue();
      var priced = gateway.get("/admin/api/calls?cost=priced").json().path("calls");
      assertThat(priced).hasSize(2);
      assertThat(priced.at("/0").has("cost_differs")).isFalse();
      var bad = gateway.get("/admin/api/calls?cost=much");
      assertThat(bad.status()).isEqualTo(400);
      assertThat(bad.text()).contains("differs");
    }
  }

  /// OpenRouter's, Perplexity's, DeepInfra's and xAI's way of saying it, as a call passes and
  /// translated.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"cost\":0.00003",
        "\"cost\":{\"total_cost\":0.00003}",
        "\"estimated_cost\":3e-5",
        "\"cost_in_usd_ticks\":300000"
      })
  void each_vendor_s_way_of_saying_it_is_known(String member) throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream, "")) {
      for (var path : new String[] {CHAT, "/v1/messages"}) {
        for (boolean stream : new boolean[] {false, true}) {
          var usage = OpenAiLike.usage("m", 3, 4);
          upstream.next(
              stream
                  ? Scripts.stream(
                      OpenAiLike.content("m", "你好"),
                      OpenAiLike.finish("m", "stop"),
                      usage.replace("\"total_tokens\":7", "\"total_tokens\":7," + member),
                      OpenAiLike.DONE)
                  : Scripts.json(
                      OpenAiLike.chat("m", "你好").replace("\"total_tokens\":60", member)));
          var request = stream ? Calls.stream("up/m") : Calls.chat("up/m");
          var got = gateway.post(path, "{\"max_tokens\":9," + request.substring(1));
          var call = gateway.awaitRecord(got);
          assertThat(call.path("reported_usd").asString(""))
              .as("%s, %s", path, stream ? "streamed" : "plain")
              .isEqualTo("0.00003");
        }
      }
    }
  }

  @Test
  void an_estimate_of_a_request_and_of_a_call_without_usage_have_prices() throws Exception {
    price();
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream, "")) {
      var request = Calls.chat("up/m", "one two three");
      var estimate =
          gateway
              .post("/v1/cost/estimate", "{\"completion_tokens\":1000," + request.substring(1))
              .json()
              .at("/estimates/0");
      int prompt = estimate.path("prompt_tokens").asInt();
      assertThat(estimate.path("min_usd").asString()).isEqualTo(Cost.dollars(prompt * 150L));
      assertThat(estimate.path("max_usd").asString())
          .isEqualTo(Cost.dollars(prompt * 150L + 600_000));
      assertThat(estimate.at("/lines/1/bucket").asString()).isEqualTo("output");

      upstream.next(
          Scripts.json("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"one two\"}}]}"));
      gateway.post(CHAT, Calls.chat("up/silent", "one two three"));
      var call = call(gateway, "up/silent");
      assertThat(call.at("/usage/estimated").asBoolean()).isTrue();
      long nanos = call.at("/usage/input").asLong() * 150 + 2 * 600;
      assertThat(call.at("/cost/nano_usd").asLong()).isEqualTo(nanos);
    }
  }

  @Test
  void calls_without_a_price_get_one_beside_the_running_gateway() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream, "")) {
      var before = gateway.post(CHAT, Calls.chat("up/before"));
      assertThat(before.header("x-gateway-cost")).isEqualTo("unknown");
      assertThat(call(gateway, "up/before").at("/cost/state").asString()).isEqualTo("unknown");

      price();
      Await.until(
          "the prices are in force",
          () -> COST.equals(gateway.post(CHAT, Calls.chat("up/after")).header("x-gateway-cost")));
      var config = folder.resolve("gateway.yaml").toString();
      var since = new String[] {"reprice", "--since", "1h", "--config", config};
      assertThat(new CommandLine(new PricesCommand()).execute(since)).isZero();

      var call = call(gateway, "up/before");
      assertThat(call.path("cost_usd").asString()).isEqualTo(COST);
      assertThat(call.at("/cost/prices").asString()).contains("up@我的");
      gateway.post(CHAT, Calls.chat("up/later"));
      assertThat(call(gateway, "up/later").path("cost_usd").asString()).isEqualTo(COST);
    }
  }
}

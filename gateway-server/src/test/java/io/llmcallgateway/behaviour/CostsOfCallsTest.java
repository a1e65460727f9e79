package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Tests the cost of a call in its answer and its record, with the price list and file it comes
/// from.
@ExtendWith(LeakCheck.class)
final class CostsOfCallsTest {
  /// A thousand tokens in, 600 of them cached, and a hundred out.
  private static final String ANSWER =
      """
      {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"好"},
      "finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,
      "prompt_tokens_details":{"cached_tokens":600}}}\
      """;

  @TempDir Path folder;

  private ScriptedUpstream upstream;

  @BeforeEach
  void open() throws Exception {
    upstream = ScriptedUpstream.start();
    upstream.always(Scripts.json(ANSWER));
  }

  @AfterEach
  void close() throws Exception {
    upstream.close();
  }

  private RunningGateway.Setup setup(String prices) {
    return RunningGateway.on(upstream)
        .in(folder)
        .yaml(
            "  priced: { dialect: openai, base-url: \"%s\", api-key: k%s }\n"
                .formatted(upstream.baseUrl(), prices.isEmpty() ? "" : ", prices: " + prices));
  }

  private static JsonNode record(RunningGateway gateway, RawAnswer answer) throws Exception {
    return gateway.awaitRecord(answer);
  }

  private static String cost(RunningGateway gateway, String model) throws Exception {
    return String.valueOf(gateway.post(CHAT, Calls.chat(model)).header("x-gateway-cost"));
  }

  @Test
  void a_list_that_is_named_holds_and_header_and_record_agree() throws Exception {
    try (var gateway = setup("openai").start()) {
      var answer = gateway.post(CHAT, Calls.chat("priced/gpt-4o-mini"));
      // 400 × 0.15 + 600 × 0.075 + 100 × 0.6 dollars a million
      assertThat(answer.header("x-gateway-cost")).isEqualTo("0.000165");
      var cost = record(gateway, answer).path("cost");
      assertThat(cost.path("state").asString()).isEqualTo("priced");
      assertThat(cost.path("nano_usd").asLong()).isEqualTo(165_000);
      assertThat(cost.path("prices").asString()).startsWith("openai@2026-");
      assertThat(cost.path("lines")).hasSize(3);
    }
  }

  @Test
  void without_a_list_the_cost_is_unknown_and_never_nothing() throws Exception {
    try (var gateway = setup("").start()) {
      var answer = gateway.post(CHAT, Calls.chat("priced/gpt-4o-mini"));
      assertThat(answer.header("x-gateway-cost")).isEqualTo("unknown");
      var cost = record(gateway, answer).path("cost");
      assertThat(cost.path("state").asString()).isEqualTo("unknown");
      assertThat(cost.has("nano_usd")).isFalse();
      assertThat(cost(gateway, "demo/echo"))
          .as("the demo provider's price is known")
          .isEqualTo("0");
    }
  }

  @Test
  void an_own_list_is_found_by_the_provider_s_id_and_changes_while_running() throws Exception {
    var own = folder.resolve("prices.yaml");
    Files.writeString(own, list("priced", "2"));
    try (var gateway = setup("").start()) {
      assertThat(cost(gateway, "priced/m")).isEqualTo("0.0021");
      Files.writeString(own, list("priced", "20") + "# 改了\n");
      Await.until("the new price", () -> cost(gateway, "priced/m").equals("0.0201"));
      Files.writeString(own, "lists: { priced: { models: [ { nmae: m } ] } }\n");
      Await.until(
          "the mistake in the log",
          () ->
              gateway.log("system").contains("nmae") && cost(gateway, "priced/m").equals("0.0201"));
      Files.writeString(folder.resolve("data/prices-imported.yaml"), list("priced", "4"));
      Files.writeString(own, list("priced", "2"));
      Await.until("what was imported wins", () -> cost(gateway, "priced/m").equals("0.0041"));
    }
  }

  private static String list(String name, String input) {
    return """
    lists:
      %s:
        models:
          - { name: m, prices: [ { input: "%s", cache-read: "%s", output: "1" } ] }
    """
        .formatted(name, input, input);
  }

  @Test
  void mistakes_in_prices_are_listed_at_the_start() throws Exception {
    Files.writeString(folder.resolve("prices.yaml"), "lists: { a: { modles: [] } }\n");
    assertThatThrownBy(() -> setup("opneai").start())
        .hasMessageContaining("prices.yaml: lists.a.modles: is not a known key")
        .hasMessageContaining("providers.priced.prices: 'opneai' is not one of");
  }
}

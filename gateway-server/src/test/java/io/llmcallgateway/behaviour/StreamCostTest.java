package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;

/// Tests that a chat-completion stream reports its cost when asked to, and that providers do not
/// see the option.
final class StreamCostTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream);
  }

  private static String asking(String model, String options) {
    var request = Calls.stream(model);
    return "{\"stream_options\":" + options + "," + request.substring(1);
  }

  @Test
  void the_cost_stands_in_the_usage_that_comes_last() throws Exception {
    var answer = gateway.post(CHAT, asking("up/gpt", "{\"include_cost\":true}"));
    assertThat(answer.text())
        .contains(
            "\"usage\":{\"prompt_tokens\":15,\"completion_tokens\":45,\"total_tokens\":60,"
                + "\"gateway_cost\":\"unknown\"}}\n\ndata: [DONE]\n\n");
    var sent = upstream.requests().getLast().json();
    assertThat(sent.path("stream_options").toString()).isEqualTo("{\"include_usage\":true}");
  }

  @Test
  void all_else_of_the_stream_is_the_providers_bytes() throws Exception {
    var plain = gateway.post(CHAT, asking("up/gpt", "{\"include_usage\":true}")).text();
    var costed = gateway.post(CHAT, asking("up/gpt", "{\"include_cost\":true}")).text();
    assertThat(plain).doesNotContain("gateway_cost");
    assertThat(costed.replace(",\"gateway_cost\":\"unknown\"", "")).isEqualTo(plain);
  }

  @Test
  void a_vendors_own_cost_stays_beside_it() throws Exception {
    upstream.next(
        Scripts.stream(
            OpenAiLike.content("m", "你好"),
            OpenAiLike.finish("m", "stop"),
            OpenAiLike.usage("m", 3, 4)
                .replace("\"total_tokens\":7", "\"total_tokens\":7,\"cost\":0.00014"),
            OpenAiLike.DONE));
    var answer = gateway.post(CHAT, asking("up/gpt", "{\"include_cost\":true}"));
    assertThat(answer.text())
        .contains("\"total_tokens\":7,\"cost\":0.00014,\"gateway_cost\":\"unknown\"}");
  }

  @Test
  void usage_beside_the_last_words_has_the_cost_too() throws Exception {
    var last = OpenAiLike.finish("m", "stop").replace("}\n", ",\"usage\":{\"prompt_tokens\":3}}\n");
    upstream.next(Scripts.stream(OpenAiLike.content("m", "你好"), last, OpenAiLike.DONE));
    var answer = gateway.post(CHAT, asking("up/gpt", "{\"include_cost\":true}"));
    assertThat(answer.text()).contains("\"prompt_tokens\":3,\"gateway_cost\":\"unknown\"}}");
    assertThat(answer.streamedContent()).isEqualTo("你好");
  }

  @Test
  void only_the_last_of_running_totals_has_the_cost() throws Exception {
    upstream.next(
        Scripts.stream(
            OpenAiLike.content("m", "你").replace("}\n", ",\"usage\":{\"prompt_tokens\":3}}\n"),
            OpenAiLike.finish("m", "stop")
                .replace("}\n", ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n"),
            OpenAiLike.usage("m", 3, 2)));
    var answer = gateway.post(CHAT, asking("up/gpt", "{\"include_cost\":true}"));
    assertThat(answer.text().split("gateway_cost", -1)).hasSize(2);
    assertThat(answer.text()).contains("\"total_tokens\":5,\"gateway_cost\":\"unknown\"}}");
    assertThat(answer.text()).endsWith("data: [DONE]\n\n");
  }

  @Test
  void who_declines_it_does_not_get_it_and_no_provider_hears_of_it() throws Exception {
    var answer =
        gateway.post(CHAT, asking("up/gpt", "{\"include_usage\":true,\"include_cost\":false}"));
    assertThat(answer.text()).contains("\"total_tokens\":60}").doesNotContain("gateway_cost");
    assertThat(upstream.requests().getLast().json().path("stream_options").toString())
        .isEqualTo("{\"include_usage\":true}");
  }

  @Test
  void what_is_no_boolean_is_refused() throws Exception {
    var answer = gateway.post(CHAT, asking("up/gpt", "{\"include_cost\":\"yes\"}"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/message").asString())
        .contains("stream_options.include_cost");
  }

  @Test
  void the_setting_tells_it_to_all_who_ask_for_usage() throws Exception {
    try (var telling = RunningGateway.on(upstream).env("STREAM_COST", "true").start()) {
      var asked = telling.post(CHAT, asking("up/gpt", "{\"include_usage\":true}"));
      assertThat(asked.text()).contains("\"total_tokens\":60,\"gateway_cost\":\"unknown\"}");
      assertThat(telling.post(CHAT, Calls.stream("up/gpt")).text()).doesNotContain("usage");
    }
  }

  @Test
  void a_translated_stream_tells_it_too() throws Exception {
    var yaml =
        """
          claude: { dialect: anthropic, base-url: "%s", api-key: k }
        """
            .formatted(upstream.baseUrl());
    upstream.next(
        Scripts.stream(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\","
                + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":[],"
                + "\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n",
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"你好\"}}\n\n",
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
                + "\"end_turn\"},\"usage\":{\"output_tokens\":2}}\n\n",
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
    try (var translating = RunningGateway.on(upstream).yaml(yaml).start()) {
      var answer = translating.post(CHAT, asking("claude/c", "{\"include_cost\":true}"));
      assertThat(answer.streamedContent()).isEqualTo("你好");
      assertThat(answer.text()).contains("\"gateway_cost\":\"unknown\"}}\n\ndata: [DONE]");
      assertThat(upstream.requests().getLast().text()).doesNotContain("include_cost");
    }
  }
}

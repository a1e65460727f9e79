package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that reasoning a vendor writes into its text is separated from the answer and returns to
/// the vendor in its place.
final class ThinkTagsTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              minimax: { base-url: "%1$s/v1", api-key: k }
              groq: { base-url: "%1$s/v1", api-key: k }
              twin: { dialect: openai, base-url: "%1$s/v1", api-key: k, quirks: [think-tags, return-think-tags] }
            """
                .formatted(upstream.uri()));
  }

  private static String chunk(String words, String finish) {
    return "data:"
        + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + words
        + "\"},\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }

  private void thinking(boolean stream) {
    upstream.next(
        stream
            ? Scripts.stream(
                chunk("<thi", "null"),
                chunk("nk>\\n想", "null"),
                chunk("一想\\n</th", "null"),
                chunk("ink>\\n\\n答", "null"),
                chunk("案", "\"stop\""),
                "data: [DONE]\n\n")
            : Scripts.json(
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"<think>\\n"
                    + "想一想\\n"
                    + "</think>\\n"
                    + "\\n"
                    + "答案\"},\"finish_reason\":\"stop\"}]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimax/MiniMax-M2", "groq/qwen/qwen3.6-27b", "twin/m"})
  void thinking_is_parted_from_the_answer(String model) throws Exception {
    thinking(false);
    var message = gateway.post(CHAT, Calls.chat(model)).json().at("/choices/0/message");
    assertThat(message.path("content").asString()).isEqualTo("答案");
    assertThat(message.path("reasoning_content").asString()).isEqualTo("\n想一想\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, reasoning_content",
    "/v1/messages, thinking_delta",
    "/v1/responses, response.reasoning_summary_text.delta"
  })
  void a_tag_cut_in_a_stream_is_none_of_the_words(String door, String place) throws Exception {
    thinking(true);
    var got =
        gateway.post(
            door,
            "{\"model\":\"twin/m\",\"max_tokens\":99,\"stream\":true,\"%s\":[{\"role\":\"user\",\"content\":\"问\"}]}"
                .formatted(door.endsWith("responses") ? "input" : "messages"));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.text()).contains(place, "答", "案").doesNotContain("think>", "<thi");
  }

  @Test
  void thinking_goes_back_before_the_words_of_its_turn() throws Exception {
    var turn =
        "{\"model\":\"minimax/MiniMax-M2\",\"messages\":[{\"role\":\"user\",\"content\":\"问\"},{\"role\":\"assistant\",\"reasoning_content\":\"\\n"
            + "想一想\\n"
            + "\",\"content\":\"答案\"},{\"role\":\"user\",\"content\":\"再问\"}]}";
    thinking(false);
    gateway.post(CHAT, turn);
    assertThat(upstream.take().json().at("/messages/1/content").asString())
        .isEqualTo("<think>\n想一想\n</think>\n\n答案");
    var anthropic =
        "{\"model\":\"twin/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"问\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"想\",\"signature\":\"\"},{\"type\":\"text\",\"text\":\"答\"}]},{\"role\":\"user\",\"content\":\"再问\"}]}";
    thinking(false);
    gateway.post("/v1/messages", anthropic);
    assertThat(upstream.take().json().at("/messages/1/content").asString())
        .isEqualTo("<think>想</think>\n\n答");
  }
}

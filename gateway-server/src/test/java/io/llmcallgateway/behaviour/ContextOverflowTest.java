package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tests errors for conversations that are too long, in each client format: agents compact only
/// when they see the words of their format.
final class ContextOverflowTest extends SharedGateway {
  private static final String KIMI =
      "Invalid request: Your request exceeded model token limit: 262144 (requested: 291351)";
  private static final String SUM =
      "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease"
          + " input length or `max_tokens` and try again";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) {
    return new RunningGateway.Setup()
        .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
        .yaml(
            """
            providers:
              up: { dialect: openai, base-url: "%1$s", api-key: "k" }
              claude: { dialect: anthropic, base-url: "%1$s", api-key: "k" }
            """
                .formatted(upstream.baseUrl()));
  }

  private static String messages(String model, boolean stream) {
    return """
    {"model":"%s","max_tokens":9,"stream":%b,"messages":[{"role":"user","content":"你好"}]}
    """
        .formatted(model, stream);
  }

  private static String responses(String model, boolean stream) {
    return "{\"model\":\"%s\",\"stream\":%b,\"input\":\"你好\"}".formatted(model, stream);
  }

  private static String error(String message, String code) {
    return "{\"error\":{\"message\":%s,\"type\":\"invalid_request_error\",\"code\":%s}}"
        .formatted(OpenAiLike.quote(message), OpenAiLike.quote(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        KIMI + "|invalid_request_error|prompt is too long: 291351 tokens > 262144 maximum",
        "Prompt 超长|1261|prompt is too long: Prompt 超长",
        "Range of input length should be [1, 258048]|invalid_parameter_error|prompt is too long:"
            + " Range",
        "This model's maximum context length is 32768 tokens. However, you requested 40960 tokens"
            + " (36864 in the messages, 4096 in the completion).|400|prompt is too long: 40960"
            + " tokens > 32768 maximum",
      })
  void messages_clients_get_anthropics_words_with_true_numbers(
      String message, String code, String told) throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      upstream.next(Scripts.json(400, error(message, code)));
      var answer = gateway.post("/v1/messages", messages("up/m", stream));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error().path("type").asString()).isEqualTo("invalid_request_error");
      assertThat(answer.error().path("message").asString()).startsWith(told).contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUM, "prompt is too long: 213462 tokens > 200000 maximum"})
  void anthropics_own_words_reach_its_own_clients_as_they_are(String message) throws Exception {
    upstream.next(
        Scripts.json(
            400,
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":%s}}"
                .formatted(OpenAiLike.quote(message))));
    var answer = gateway.post("/v1/messages", messages("claude/claude-sonnet-4-5", false));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("message").asString()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_request_error", "3051", "1261", "tokens_too_long"})
  void chat_clients_get_openais_code(String code) throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      upstream.next(Scripts.json(400, error("prompt tokens too long", code)));
      var answer = gateway.post(Calls.CHAT, stream ? Calls.stream("up/m") : Calls.chat("up/m"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error().path("code").asString()).isEqualTo("context_length_exceeded");
      assertThat(answer.error().path("type").asString()).isEqualTo("invalid_request_error");
    }
  }

  @Test
  void plain_responses_clients_get_openais_code() throws Exception {
    upstream.next(Scripts.json(400, error(KIMI, "invalid_request_error")));
    var answer = gateway.post("/v1/responses", responses("up/m", false));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("code").asString()).isEqualTo("context_length_exceeded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up/m", "claude/claude-sonnet-4-5"})
  void streaming_responses_clients_get_a_failed_response(String model) throws Exception {
    upstream.next(Scripts.json(400, error("prompt is too long: 5 tokens > 4 maximum", "3051")));
    var answer = gateway.post("/v1/responses", responses(model, true));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    var failed = last(answer);
    assertThat(failed.path("type").asString()).isEqualTo("response.failed");
    assertThat(failed.at("/response/error/code").asString()).isEqualTo("context_length_exceeded");
    assertThat(failed.at("/response/status").asString()).isEqualTo("failed");
    assertThat(answer.events().getFirst()).contains("response.created");
    gateway.awaitInteraction("prompt is too long: 5 tokens > 4 maximum");
  }

  private static JsonNode last(RawAnswer answer) {
    return JsonMapper.shared().readTree(answer.events().getLast());
  }

  @Test
  void gemini_and_converse_clients_get_their_vendors_words() throws Exception {
    upstream.next(Scripts.json(400, error(KIMI, "invalid_request_error")));
    var gemini =
        gateway.post(
            "/v1beta/models/up/m:generateContent",
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"你好\"}]}]}");
    assertThat(gemini.error().path("message").asString())
        .startsWith(
            "The input token count (291351) exceeds the maximum number of tokens allowed (262144)");
    upstream.next(Scripts.json(400, error(KIMI, "invalid_request_error")));
    var converse =
        gateway.post(
            "/model/up%2Fm/converse",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"你好\"}]}]}");
    assertThat(converse.json().path("message").asString())
        .startsWith("Input is too long for requested model.")
        .contains("291351");
  }
}

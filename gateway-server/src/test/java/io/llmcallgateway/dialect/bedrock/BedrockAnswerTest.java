package io.llmcallgateway.dialect.bedrock;

import static io.llmcallgateway.dialect.bedrock.Given.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.bedrock.answer.ErrorWriter;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class BedrockAnswerTest {
  private static final String WHOLE =
      """
      {"output":{"message":{"role":"assistant","content":[
         {"reasoningContent":{"reasoningText":{"text":"Hm","signature":"c2ln"}}},
         {"reasoningContent":{"redactedContent":"AAH/"}},
         {"text":"你好"},
         {"citationsContent":{"content":[{"text":"cited"}],"citations":[{"title":"T",
           "sourceContent":[{"text":"q"}],"location":{"web":{"url":"https://example.com/"}}}]}},
         {"toolUse":{"toolUseId":"t1","name":"weather","input":{"city":"北京"}}},
         {"toolUse":{"toolUseId":"t2","name":"now","input":{}}}]}},
       "stopReason":"tool_use",
       "usage":{"inputTokens":3,"outputTokens":4,"totalTokens":37,"cacheReadInputTokens":20,
         "cacheWriteInputTokens":10,"cacheDetails":[{"ttl":"1h","inputTokens":10}]},
       "trace":{"guardrail":{"x":1}},
       "metrics":{"latencyMs":5}}
      """;

  private static ChatAnswer read(String body) {
    return DIALECT.readAnswer(Body.utf8(body), Given.target(), CallIds.asTheyAre());
  }

  @Test
  void what_was_read_is_written_again() {
    var answer = read(WHOLE);
    assertThat(answer.usage()).isEqualTo(new Usage(3, 20, 0, 10, 0, 4, 0, 0));
    var again =
        (ObjectNode)
            Json.MAPPER.readTree(DIALECT.writeAnswer(answer, Given.asked(false)).toByteArray());
    var expected = (ObjectNode) Json.MAPPER.readTree(WHOLE);
    assertThat(again.remove("metrics").path("latencyMs").isNumber()).isTrue();
    expected.remove("metrics");
    assertThat(again).isEqualTo(expected);
  }

  @Test
  void an_answer_by_a_guardrail_is_a_filtered_one() {
    var answer =
        read(
            """
            {"output":{"message":{"role":"assistant","content":[{"text":"Sorry."}]}},
             "stopReason":"guardrail_intervened","usage":{"inputTokens":0,"outputTokens":0}}
            """);
    var choice = answer.choices().getFirst();
    assertThat(choice.text()).isEqualTo("Sorry.");
    assertThat(choice.finish())
        .satisfies(
            finish ->
                assertThat(finish == null ? null : finish.reason())
                    .isEqualTo(FinishReason.CONTENT_FILTER));
    assertThat(DIALECT.writeAnswer(answer, Given.asked(false)).utf8())
        .contains("\"stopReason\":\"guardrail_intervened\"");
  }

  @Test
  void an_end_of_turn_with_calls_wants_them_called() {
    var answer = read(WHOLE.replace("\"tool_use\"", "\"end_turn\""));
    var finish = answer.choices().getFirst().finish();
    assertThat(finish == null ? null : finish.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void an_answer_may_be_empty() {
    var answer =
        read(
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[]}},"
                + "\"stopReason\":\"max_tokens\"}");
    assertThat(answer.choices().getFirst().parts()).isEmpty();
    assertThat(DIALECT.writeAnswer(answer, Given.asked(false)).utf8())
        .startsWith("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[]}},");
  }

  @Test
  void a_call_without_input_has_no_arguments() {
    var answer =
        read(
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"toolUse\":"
                + "{\"toolUseId\":\"t\",\"name\":\"now\"}}]}},\"stopReason\":\"tool_use\"}");
    assertThat(answer.choices().getFirst().parts())
        .containsExactly(Part.ToolCall.of("t", "now", "{}"));
  }

  @Test
  void what_is_no_answer_is_a_failure() {
    for (var body : new String[] {"", "<html>", "[]", "{\"output\":{}}", "null"}) {
      var thrown = catchThrowableOfType(GatewayException.class, () -> read(body));
      assertThat(thrown.failure().kind()).as(body).isEqualTo(Kind.UPSTREAM_ERROR);
    }
    var thrown =
        catchThrowableOfType(
            GatewayException.class,
            () -> read("{\"__type\":\"com.amazon#ThrottlingException\",\"message\":\"slow\"}"));
    assertThat(thrown.failure().kind()).isEqualTo(Kind.RATE_LIMITED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | ValidationException:http://internal/ | The provided model identifier is invalid."
            + " | MODEL_NOT_FOUND | 404",
        "400 | ValidationException:http://internal/ | Input is too long for requested model."
            + " | CONTEXT_LENGTH | 400",
        "400 | ValidationException | The model returned the following errors: Input Tokens"
            + " Exceeded: Number of input tokens exceeds maximum length. | CONTEXT_LENGTH | 400",
        "400 | ValidationException | toolConfig is wrong | INVALID_REQUEST | 400",
        "403 | UnrecognizedClientException | The security token is invalid."
            + " | UPSTREAM_AUTH | 502",
        "403 | ExpiredTokenException | expired | UPSTREAM_AUTH | 502",
        "403 | AccessDeniedException | You don't have access to the model | FORBIDDEN | 403",
        "403 | AccessDeniedException | Bearer Token has expired | UPSTREAM_AUTH | 502",
        "404 | ResourceNotFoundException | gone | MODEL_NOT_FOUND | 404",
        "408 | ModelTimeoutException | slow | TIMEOUT | 504",
        "424 | ModelErrorException | broke | UPSTREAM_ERROR | 502",
        "429 | ThrottlingException | Too many tokens, please wait | RATE_LIMITED | 429",
        "429 | ThrottlingException | Too many tokens per day | QUOTA_EXHAUSTED | 429",
        "429 | ModelNotReadyException | loading | OVERLOADED | 503",
        "500 | InternalServerException | oops | UPSTREAM_ERROR | 502",
        "503 | ServiceUnavailableException | busy | OVERLOADED | 503",
      })
  void errors_are_told_by_their_class(
      int status, String type, String message, Kind kind, int clientStatus) {
    var body = Json.MAPPER.createObjectNode().put("message", message).toString();
    var failure =
        DIALECT.readError(status, Headers.of("x-amzn-ErrorType", type), Body.utf8(body), "bedrock");
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).isEqualTo(clientStatus);
    assertThat(failure.message()).isEqualTo(message);
    assertThat(failure.provider()).isEqualTo("bedrock");
  }

  @Test
  void errors_of_any_shape_are_read() {
    var html = Body.utf8("<html><h1>503 Slow down</h1></html>");
    assertThat(DIALECT.readError(503, Headers.NONE, html, "b").message()).contains("503 Slow down");
    assertThat(DIALECT.readError(500, Headers.NONE, Body.EMPTY, "b").message()).contains("no body");
    var capital = Body.utf8("{\"Message\":\"No\",\"__type\":\"x#AccessDeniedException\"}");
    assertThat(DIALECT.readError(403, Headers.NONE, capital, "b").kind()).isEqualTo(Kind.FORBIDDEN);
    var filtered = Body.utf8("{\"message\":\"Output blocked by content filtering policy\"}");
    assertThat(DIALECT.readError(400, Headers.NONE, filtered, "b").code())
        .isEqualTo("content_filter");
    var slow = DIALECT.readError(429, Headers.of("retry-after", "7"), Body.utf8("{}"), "b");
    assertThat(slow.retryAfter()).hasSeconds(7);
  }

  @Test
  void tokens_are_counted_without_what_only_an_answer_needs() {
    var request =
        Given.read(
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"你好\"}]}],"
                + "\"inferenceConfig\":{\"maxTokens\":5}}");
    var question = DIALECT.writeCount(request, Given.target(), Given.losses());
    assertThat(question.body().utf8())
        .isEqualTo(
            "{\"input\":{\"converse\":{\"messages\":[{\"role\":\"user\",\"content\":"
                + "[{\"text\":\"你好\"}]}]}}}");
    var asked = Given.inbound(Operation.COUNT_TOKENS, question.body().utf8(), false);
    var facts = DIALECT.facts(asked);
    assertThat(facts.operation()).isEqualTo(Operation.COUNT_TOKENS);
    assertThat(DIALECT.readRequest(asked, facts).messages()).isEqualTo(request.messages());
    assertThat(DIALECT.readCount(DIALECT.writeCount(42))).isEqualTo(42);
    var thrown =
        catchThrowableOfType(
            GatewayException.class, () -> DIALECT.readCount(Body.utf8("{\"message\":\"x\"}")));
    assertThat(thrown.failure().kind()).isEqualTo(Kind.UPSTREAM_ERROR);
  }

  @Test
  void a_client_is_told_the_class_in_a_header() {
    var failure = Failure.of(Kind.UNAUTHENTICATED, "No key: 没有");
    assertThat(DIALECT.status(failure)).isEqualTo(403);
    assertThat(DIALECT.errorHeaders(failure))
        .isEqualTo(Headers.of("x-amzn-errortype", "UnrecognizedClientException"));
    assertThat(DIALECT.writeError(failure).utf8()).startsWith("{\"message\":\"No key: 没有\"");
    for (var kind : Kind.values()) {
      assertThat(ErrorWriter.type(kind)).endsWith("Exception");
    }
  }
}

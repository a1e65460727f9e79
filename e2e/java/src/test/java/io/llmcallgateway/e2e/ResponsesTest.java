package io.llmcallgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Responses API, plain and streamed.
final class ResponsesTest {
  private static final String CHINESE = "你好，世界！😀 “引号”\n第二行 \\ end";

  /// What the model calls `get_weather` with.
  record City(String city) {}

  private final OpenAIClient client = RunningGateway.client();

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_answer(boolean streamed) {
    var request = ResponseCreateParams.builder().model("demo/echo").input(CHINESE);
    var answer = answer(request, streamed);
    assertThat(text(answer)).isEqualTo(CHINESE);
    assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
    var usage = answer.usage().orElseThrow();
    assertThat(usage.outputTokens()).isGreaterThan(5);
    assertThat(usage.totalTokens()).isEqualTo(usage.inputTokens() + usage.outputTokens());
  }

  @Test
  void a_stream_comes_in_pieces() {
    var request = ResponseCreateParams.builder().model("demo/echo").input(CHINESE).build();
    try (var stream = client.responses().createStreaming(request)) {
      var pieces =
          stream.stream()
              .flatMap(event -> event.outputTextDelta().stream())
              .map(event -> event.delta())
              .toList();
      assertThat(pieces).hasSizeGreaterThan(3);
      assertThat(String.join("", pieces)).isEqualTo(CHINESE);
    }
  }

  /// The vendors of e2e/upstream refuse a turn that comes back otherwise than they said it, and
  /// tell how many of their thoughts came back.
  @ParameterizedTest
  @CsvSource({
    "anthropic/claude-sonnet-4-5, false",
    "anthropic/claude-sonnet-4-5, true",
    "deepseek/deepseek-reasoner, false",
    "deepseek/deepseek-reasoner, true",
    "gemini/gemini-3-pro-preview, false",
    "gemini/gemini-3-pro-preview, true",
  })
  void a_whole_loop_with_reasoning(String model, boolean streamed) {
    var input = new ArrayList<ResponseInputItem>();
    input.add(user("北京和上海天气如何？几点了？"));
    var results = List.of(List.of("晴，18 度"), List.of("雨，21 度", "08:30"));
    var cities = List.of("北京", "上海");
    for (int round = 0; round < 2; round++) {
      var turn = answer(request(model, input), streamed);
      var calls = turn.output().stream().flatMap(item -> item.functionCall().stream()).toList();
      assertThat(calls)
          .extracting(ResponseFunctionToolCall::name)
          .isEqualTo(List.of("get_weather", "get_time").subList(0, round + 1));
      assertThat(calls.getFirst().arguments(City.class)).isEqualTo(new City(cities.get(round)));
      turn.output().forEach(item -> input.add(given(item)));
      for (int i = 0; i < calls.size(); i++) {
        input.add(result(calls.get(i), results.get(round).get(i)));
      }
    }
    var last = answer(request(model, input), streamed);
    assertThat(text(last)).isEqualTo("北京晴，18 度；上海雨，21 度；现在 08:30。思考 2/2");
    assertThat(last.usage().orElseThrow().inputTokens()).isEqualTo(21);
    assertThat(last.usage().orElseThrow().outputTokens()).isEqualTo(34);

    last.output().forEach(item -> input.add(given(item)));
    input.add(user("谢谢"));
    assertThat(text(answer(request(model, input), streamed))).isEqualTo("不客气。");
  }

  @Test
  void errors_are_those_of_the_sdk() {
    var nobody = ResponseCreateParams.builder().model("demo/nobody").input("hi").build();
    assertThatThrownBy(() -> client.responses().create(nobody))
        .isInstanceOfSatisfying(
            NotFoundException.class, error -> assertThat(error.code()).contains("model_not_found"));
    var busy = ResponseCreateParams.builder().model("demo/error-429").input("hi").build();
    assertThatThrownBy(() -> client.responses().create(busy))
        .isInstanceOf(RateLimitException.class);
  }

  private static ResponseCreateParams.Builder request(String model, List<ResponseInputItem> input) {
    return ResponseCreateParams.builder()
        .model(model)
        .inputOfResponse(input)
        .store(false)
        .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT)
        .reasoning(
            Reasoning.builder().effort(ReasoningEffort.LOW).summary(Reasoning.Summary.AUTO).build())
        .addTool(tool("get_weather", Map.of("city", Map.of("type", "string"))))
        .addTool(tool("get_time", Map.of()));
  }

  private static FunctionTool tool(String name, Map<String, ?> properties) {
    var parameters =
        FunctionTool.Parameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty("properties", JsonValue.from(properties))
            .build();
    return FunctionTool.builder().name(name).parameters(parameters).strict(false).build();
  }

  private static ResponseInputItem user(String text) {
    return ResponseInputItem.ofEasyInputMessage(
        EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(text).build());
  }

  private static ResponseInputItem result(ResponseFunctionToolCall call, String result) {
    return ResponseInputItem.ofFunctionCallOutput(
        ResponseInputItem.FunctionCallOutput.builder()
            .callId(call.callId())
            .output(result)
            .build());
  }

  /// What a model said, as the SDK wants it back.
  private static ResponseInputItem given(ResponseOutputItem item) {
    if (item.isReasoning()) return ResponseInputItem.ofReasoning(item.asReasoning());
    if (item.isFunctionCall()) return ResponseInputItem.ofFunctionCall(item.asFunctionCall());
    return ResponseInputItem.ofResponseOutputMessage(item.asMessage());
  }

  private Response answer(ResponseCreateParams.Builder request, boolean streamed) {
    if (!streamed) return client.responses().create(request.build());
    var answer = ResponseAccumulator.create();
    try (var stream = client.responses().createStreaming(request.build())) {
      stream.stream().forEach(answer::accumulate);
    }
    return answer.response();
  }

  private static String text(Response answer) {
    return answer.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .map(content -> content.asOutputText().text())
        .collect(Collectors.joining());
  }
}

package io.llmcallgateway.e2e;

import static io.llmcallgateway.e2e.RunningGateway.CLOCK;
import static io.llmcallgateway.e2e.RunningGateway.WEATHER;
import static io.llmcallgateway.e2e.RunningGateway.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A tool loop against the vendors of e2e/upstream: they reason, sign it, and refuse a turn that
/// comes back otherwise than they said it. Their last answer tells how many of their thoughts came
/// back.
final class ReasoningLoopTest {
  /// What the model calls `get_weather` with.
  record City(String city) {}

  private final OpenAIClient client = RunningGateway.client();

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic/claude-sonnet-4-5, false, 2",
    "anthropic/claude-sonnet-4-5, true, 2",
    // The SDK drops members that it does not know, and DeepSeek's thoughts have no signature that
    // an id would carry: the gateway sends the empty thought that DeepSeek accepts.
    "deepseek/deepseek-reasoner, false, 0",
    "deepseek/deepseek-reasoner, true, 0",
    "gemini/gemini-3-pro-preview, false, 2",
    "gemini/gemini-3-pro-preview, true, 2",
  })
  void thoughts_come_back_to_the_vendor_that_signed_them(String model, boolean streamed, int came) {
    var request =
        ask(model, "北京和上海天气如何？几点了？")
            .reasoningEffort(ReasoningEffort.LOW)
            .addFunctionTool(WEATHER)
            .addFunctionTool(CLOCK);
    var results = List.of(List.of("晴，18 度"), List.of("雨，21 度", "08:30"));
    var cities = List.of("北京", "上海");
    for (int round = 0; round < 2; round++) {
      var choice = answer(request, streamed).choices().getFirst();
      assertThat(choice.finishReason()).hasToString("tool_calls");
      var calls =
          choice.message().toolCalls().orElseThrow().stream()
              .map(call -> call.asFunction())
              .toList();
      assertThat(calls)
          .extracting(call -> call.function().name())
          .isEqualTo(List.of("get_weather", "get_time").subList(0, round + 1));
      assertThat(calls.getFirst().function().arguments(City.class))
          .isEqualTo(new City(cities.get(round)));
      request.addMessage(choice.message());
      give(request, calls, results.get(round));
    }
    var last = answer(request, streamed);
    var choice = last.choices().getFirst();
    assertThat(choice.finishReason()).hasToString("stop");
    assertThat(choice.message().content()).contains("北京晴，18 度；上海雨，21 度；现在 08:30。思考 " + came + "/2");
    assertThat(last.usage().orElseThrow().promptTokens()).isEqualTo(21);
    assertThat(last.usage().orElseThrow().completionTokens()).isEqualTo(34);

    request.addMessage(choice.message()).addUserMessage("谢谢");
    var thanks = answer(request, streamed).choices().getFirst();
    assertThat(thanks.message().content()).contains("不客气。");
  }

  private ChatCompletion answer(ChatCompletionCreateParams.Builder request, boolean streamed) {
    if (!streamed) return client.chat().completions().create(request.build());
    var usage = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    var answer = ChatCompletionAccumulator.create();
    var params = request.build().toBuilder().streamOptions(usage).build();
    try (var stream = client.chat().completions().createStreaming(params)) {
      stream.stream().forEach(answer::accumulate);
    }
    return answer.chatCompletion();
  }

  private static void give(
      ChatCompletionCreateParams.Builder request,
      List<ChatCompletionMessageFunctionToolCall> calls,
      List<String> results) {
    for (int i = 0; i < calls.size(); i++) {
      request.addMessage(
          ChatCompletionToolMessageParam.builder()
              .toolCallId(calls.get(i).id())
              .content(results.get(i))
              .build());
    }
  }
}

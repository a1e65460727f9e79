package io.llmcallgateway.e2e;

import static io.llmcallgateway.e2e.RunningGateway.CLOCK;
import static io.llmcallgateway.e2e.RunningGateway.WEATHER;
import static io.llmcallgateway.e2e.RunningGateway.ask;
import static io.llmcallgateway.e2e.RunningGateway.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ToolsTest {
  /// What the model calls `get_weather` with.
  record Arguments(String city, String unit) {}

  private final OpenAIClient client = RunningGateway.client();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void a_whole_loop_call_result_answer() {
    var request = ask("demo/tools", "北京天气怎么样？").addFunctionTool(WEATHER);
    var first = client.chat().completions().create(request.build()).choices().getFirst();
    assertThat(first.finishReason()).hasToString("tool_calls");
    var calls = calls(first.message());
    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst().function().name()).isEqualTo("get_weather");
    assertThat(calls.getFirst().function().arguments(Arguments.class))
        .isEqualTo(new Arguments("北京", "celsius"));

    addResults(request, first.message(), "晴，18 度");
    var second = client.chat().completions().create(request.build()).choices().getFirst();
    assertThat(second.finishReason()).hasToString("stop");
    assertThat(second.message().content().orElseThrow()).contains("get_weather", "晴，18 度");
  }

  @Test
  void a_whole_loop_streamed_with_two_calls_at_once() {
    var request =
        ask("demo/tools", "What is the weather?").addFunctionTool(WEATHER).addFunctionTool(CLOCK);
    var answer = ChatCompletionAccumulator.create();
    try (var stream = client.chat().completions().createStreaming(request.build())) {
      stream.stream().forEach(answer::accumulate);
    }
    var message = answer.chatCompletion().choices().getFirst().message();
    assertThat(calls(message))
        .extracting(call -> call.function().name())
        .containsExactly("get_weather", "get_time");

    addResults(request, message, "a result");
    try (var stream = client.chat().completions().createStreaming(request.build())) {
      assertThat(textOf(stream.stream().toList()))
          .contains("get_weather says: a result", "get_time says: a result");
    }
  }

  private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletionMessage message) {
    return message.toolCalls().orElseThrow().stream().map(call -> call.asFunction()).toList();
  }

  private static void addResults(
      ChatCompletionCreateParams.Builder request, ChatCompletionMessage message, String result) {
    request.addMessage(message);
    for (var call : calls(message)) {
      request.addMessage(
          ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content(result).build());
    }
  }
}

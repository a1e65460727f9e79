package io.llmcallgateway.e2e;

import static io.llmcallgateway.e2e.RunningGateway.ask;
import static io.llmcallgateway.e2e.RunningGateway.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatTest {
  private static final String CHINESE = "你好，世界！😀 “引号”\n第二行 \\ end";

  private final OpenAIClient client = RunningGateway.client();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void a_plain_answer_chinese_and_all() {
    var answer = client.chat().completions().create(ask("demo/echo", CHINESE).build());
    assertThat(answer.choices().getFirst().message().content()).contains(CHINESE);
    assertThat(answer.choices().getFirst().finishReason()).hasToString("stop");
    var usage = answer.usage().orElseThrow();
    assertThat(usage.completionTokens()).isGreaterThan(5);
    assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
  }

  @Test
  void a_streamed_answer_with_its_usage() {
    var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    var request = ask("demo/echo", CHINESE).streamOptions(options).build();
    try (var stream = client.chat().completions().createStreaming(request)) {
      var chunks = stream.stream().toList();
      assertThat(textOf(chunks)).isEqualTo(CHINESE);
      assertThat(chunks).hasSizeGreaterThan(10);
      assertThat(chunks.getLast().usage().orElseThrow().completionTokens()).isGreaterThan(5);
    }
  }

  @Test
  void tokens_arrive_one_by_one_and_leaving_early_ends_the_call() {
    var request =
        ask("demo/story", "讲个故事").putAdditionalHeader("x-demo-tokens-per-second", "20").build();
    try (var stream = client.chat().completions().createStreaming(request)) {
      var arrived =
          stream.stream()
              .filter(chunk -> !chunk.choices().getFirst().delta().content().orElse("").isEmpty())
              .map(chunk -> System.nanoTime())
              .limit(9)
              .toList();
      assertThat(arrived.getLast() - arrived.getFirst()).isGreaterThan(250_000_000);
    }
  }

  @Test
  void a_group_falls_back_and_tells_who_answered() {
    var request = ask("falls-back", "还在吗").build();
    try (var raw = client.chat().completions().withRawResponse().create(request)) {
      assertThat(raw.parse().choices().getFirst().message().content()).contains("还在吗");
      assertThat(raw.headers().values("x-gateway-model")).containsExactly("echo");
    }
  }

  @Test
  void a_legacy_completion() {
    var request = CompletionCreateParams.builder().model("demo/echo").prompt("你好").build();
    assertThat(client.completions().create(request).choices().getFirst().text()).isEqualTo("你好");
  }
}

package io.llmcallgateway.e2e;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The gateway under test, which e2e/run started, and the ways to ask it.
final class RunningGateway {
  static final String URL = variable("GATEWAY_URL");

  static final FunctionDefinition WEATHER =
      FunctionDefinition.builder()
          .name("get_weather")
          .description("查询天气")
          .parameters(
              FunctionParameters.builder()
                  .putAdditionalProperty("type", JsonValue.from("object"))
                  .putAdditionalProperty(
                      "properties",
                      JsonValue.from(
                          Map.of(
                              "city",
                              Map.of("type", "string"),
                              "unit",
                              Map.of("enum", List.of("celsius", "fahrenheit")))))
                  .build())
          .build();
  static final FunctionDefinition CLOCK = FunctionDefinition.builder().name("get_time").build();

  private RunningGateway() {}

  private static String variable(String name) {
    return Objects.requireNonNull(System.getenv(name), name + " is not set: start with e2e/run");
  }

  static OpenAIClient client() {
    return client(variable("GATEWAY_API_KEY"));
  }

  static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(URL + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .timeout(Duration.ofSeconds(20))
        .responseValidation(true)
        .build();
  }

  static ChatCompletionCreateParams.Builder ask(String model, String user) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage(user);
  }

  static String textOf(List<ChatCompletionChunk> chunks) {
    return chunks.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .map(choice -> choice.delta().content().orElse(""))
        .collect(Collectors.joining());
  }
}

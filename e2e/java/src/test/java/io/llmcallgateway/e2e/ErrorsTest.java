package io.llmcallgateway.e2e;

import static io.llmcallgateway.e2e.RunningGateway.ask;
import static io.llmcallgateway.e2e.RunningGateway.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ErrorsTest {
  private final OpenAIClient client = RunningGateway.client();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void a_wrong_key() {
    var stranger = RunningGateway.client("sk-wrong");
    var refused = catchThrowableOfType(UnauthorizedException.class, () -> stranger.models().list());
    stranger.close();
    assertThat(refused.code()).contains("invalid_api_key");
    assertThat(refused).message().doesNotContain("sk-wrong");
  }

  @Test
  void an_unknown_model() {
    for (var model : List.of("demo/nobody", "no-such-model-at-all")) {
      var refused = catchThrowableOfType(NotFoundException.class, () -> send(model));
      assertThat(refused.code()).contains("model_not_found");
    }
  }

  @Test
  void a_rate_limit_with_the_time_to_wait() {
    var refused = catchThrowableOfType(RateLimitException.class, () -> send("demo/error-429"));
    assertThat(refused.headers().values("retry-after")).containsExactly("7");
    assertThat(refused.code()).contains("rate_limit_exceeded");
  }

  @Test
  void a_bad_request_names_its_parameter() {
    var hot = ask("demo/echo", "hi").temperature(5).build();
    var refused =
        catchThrowableOfType(
            BadRequestException.class, () -> client.chat().completions().create(hot));
    assertThat(refused.param()).contains("temperature");
    assertThat(refused.type()).contains("invalid_request_error");
  }

  @Test
  void a_provider_that_is_down() {
    var failed = catchThrowableOfType(InternalServerException.class, () -> send("demo/error-503"));
    assertThat(failed.statusCode()).isEqualTo(503);
  }

  @Test
  void a_stream_that_fails_halfway_or_is_cut_raises_after_its_tokens() {
    for (var model : List.of("demo/error-stream", "demo/error-cut")) {
      var chunks = new ArrayList<ChatCompletionChunk>();
      var request = ask(model, "hi").build();
      try (var stream = client.chat().completions().createStreaming(request)) {
        assertThatThrownBy(() -> stream.stream().forEach(chunks::add))
            .isInstanceOf(OpenAIException.class);
      }
      assertThat(textOf(chunks)).isEqualTo("One two three");
    }
  }

  @Test
  void models_are_listed_and_found_by_their_ids() {
    var ids = client.models().list().data().stream().map(model -> model.id()).toList();
    assertThat(ids).contains("falls-back", "demo/echo", "demo/embedding").doesNotHaveDuplicates();
    assertThat(client.models().retrieve("demo/echo").id()).isEqualTo("demo/echo");
    assertThatThrownBy(() -> client.models().retrieve("demo/nobody"))
        .isInstanceOf(NotFoundException.class);
  }

  private void send(String model) {
    var _ = client.chat().completions().create(ask(model, "hi").build());
  }
}

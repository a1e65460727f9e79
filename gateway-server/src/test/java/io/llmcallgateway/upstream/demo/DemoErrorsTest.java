package io.llmcallgateway.upstream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Json;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

final class DemoErrorsTest {
  private final Demo demo = new Demo();

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, invalid_value",
    "401, invalid_request_error, invalid_api_key",
    "404, invalid_request_error, model_not_found",
    "429, requests, rate_limit_exceeded",
    "500, server_error,",
    "503, server_error, overloaded"
  })
  void errors_have_the_status_and_shape_of_openai(int status, String type, String code) {
    var error = demo.error(status, Demo.ask("error-" + status, "hi", ""));
    assertThat(error.path("type").stringValue()).isEqualTo(type);
    assertThat(error.path("code").asString(null)).isEqualTo(code);
    assertThat(error.path("message").stringValue()).isNotBlank();
    assertThat(error.has("param")).isTrue();
    var streamed = demo.text(Operation.CHAT, true, status, Demo.ask("error-" + status, "hi", ""));
    assertThat(Json.MAPPER.readTree(streamed).path("error")).isEqualTo(error);
  }

  @Test
  void a_rate_limit_says_when_to_come_back() {
    var body = Demo.ask("error-429", "hi", "");
    try (var reply = demo.send(Operation.CHAT, false, Headers.NONE, body)) {
      var head = Objects.requireNonNull(reply.head());
      assertThat(head.headers().first("retry-after")).isEqualTo("7");
      assertThat(head.headers().first("x-ratelimit-remaining-requests")).isEqualTo("0");
      assertThat(head.headers().first("content-type")).isEqualTo("application/json");
    }
  }

  @Test
  void a_timeout_never_answers() throws Exception {
    var body = Demo.ask("error-timeout", "hi", "");
    try (var reply = demo.send(Operation.CHAT, true, Headers.NONE, body)) {
      demo.alarms.advance(TimeUnit.DAYS.toNanos(1));
      assertThat(reply.head()).isNull();
      assertThat(reply.read()).isNull();
      assertThat(reply.ended()).isFalse();
      assertThat(demo.signal.await(0)).isFalse();
    }
    assertThat(demo.alarms.pending()).isZero();
  }

  @Test
  void a_stream_fails_after_three_tokens() {
    var events =
        Demo.events(demo.text(Operation.CHAT, true, 200, Demo.ask("error-stream", "hi", "")));
    assertThat(events).hasSize(1 + 3 + 1);
    var error = Json.MAPPER.readTree(events.getLast()).path("error");
    assertThat(error.path("type").stringValue()).isEqualTo("server_error");
    assertThat(demo.error(500, Demo.ask("error-stream", "hi", "")).path("type").stringValue())
        .isEqualTo("server_error");
  }

  @Test
  void a_stream_is_cut_after_three_tokens() {
    var text = demo.text(Operation.CHAT, true, 200, Demo.ask("error-cut", "hi", ""));
    assertThat(Demo.events(text)).hasSize(1 + 3);
    assertThat(text).doesNotContain("[DONE]").doesNotContain("\"finish_reason\":\"");
    var plain = demo.text(Operation.CHAT, false, 200, Demo.ask("error-cut", "hi", ""));
    assertThat(plain).startsWith("{").satisfies(DemoErrorsTest::isNotJson);
  }

  private static void isNotJson(String text) {
    assertThatThrownBy(() -> Json.MAPPER.readTree(text)).isInstanceOf(JacksonException.class);
  }
}

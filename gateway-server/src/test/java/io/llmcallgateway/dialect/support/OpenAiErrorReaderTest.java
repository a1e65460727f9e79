package io.llmcallgateway.dialect.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiErrorReaderTest {
  private static Failure read(int status, String body) {
    return OpenAiErrorReader.read(status, Headers.NONE, Body.utf8(body), "acme");
  }

  /// The shapes of wire.md: object, string, flat, detail, list, array-wrapped, HTML, text, empty.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"error\":{\"message\":\"bad 参数\",\"type\":\"t\",\"code\":\"c\"}}|INVALID_REQUEST|bad"
            + " 参数",
        "400|{\"code\":\"invalid-argument\",\"error\":\"Incorrect API key"
            + " given\"}|UPSTREAM_AUTH|Incorrect API key given",
        "400|{\"object\":\"error\",\"message\":\"flat\",\"code\":1500}|INVALID_REQUEST|flat",
        "401|{\"detail\":\"Invalid API Key\"}|UPSTREAM_AUTH|Invalid API Key",
        "422|{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"x\"}]}|INVALID_REQUEST|body: x",
        "422|{\"message\":{\"detail\":[{\"loc\":[\"body\",\"messages\",0],\"msg\":\"缺少\"},{\"msg\":\"y\"}]}}|INVALID_REQUEST|body.messages.0:"
            + " 缺少; y",
        "400|{\"object\":\"error\",\"message\":\"no"
            + " such\",\"type\":\"invalid_model\",\"code\":\"1500\"}|MODEL_NOT_FOUND|no such",
        "400|{\"error\":{\"message\":\"m\",\"code\":400,\"type\":\"exceed_context_size_error\"}}|CONTEXT_LENGTH|m",
        "400|{\"error\":{\"message\":\"Your input exceeds the context"
            + " window\"}}|CONTEXT_LENGTH|Your input exceeds the context window",
        "404|{\"error\":{\"message\":\"m\",\"code\":\"DeploymentNotFound\"}}|MODEL_NOT_FOUND|m",
        "429|{\"error\":{\"message\":\"Provider returned"
            + " error\",\"code\":429,\"metadata\":{\"raw\":\"稍后\"}}}|RATE_LIMITED|Provider returned"
            + " error: 稍后",
        "429|{\"error\":{\"message\":\"m\",\"type\":\"exceeded_current_quota_error\"}}|QUOTA_EXHAUSTED|m",
        "424|{\"message\":\"m\"}|UPSTREAM_ERROR|m",
        "400|{\"code\":400,\"message\":\"m\",\"type\":\"Bad Request\"}|INVALID_REQUEST|m",
        "403|{\"Message\":\"no\"}|FORBIDDEN|no",
        "503|[{\"error\":{\"code\":503,\"message\":\"busy\"}}]|OVERLOADED|busy",
        "404|{\"error\":\"model gone\"}|MODEL_NOT_FOUND|model gone",
        "429|{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}|QUOTA_EXHAUSTED|m",
        "402|{\"error\":{\"message\":\"credits\"}}|QUOTA_EXHAUSTED|credits",
        "400|{\"error\":{\"message\":\"too"
            + " long\",\"code\":\"context_length_exceeded\"}}|CONTEXT_LENGTH|too long",
        "502|<html><head><style>x{}</style></head><body><h1>Bad"
            + " gateway</h1></body></html>|UPSTREAM_ERROR|The provider answered with status 502:"
            + " Bad gateway",
        "404|Not Found|MODEL_NOT_FOUND|The provider answered with status 404: Not Found",
        "500|''|UPSTREAM_ERROR|The provider answered with status 500 and no body.",
        "400|{\"error\":{\"message\":\"no such"
            + " model\",\"code\":\"model_not_found\"}}|MODEL_NOT_FOUND|no such model",
        "529|{\"error\":{\"message\":\"Overloaded\"}}|OVERLOADED|Overloaded",
        "504|{\"error\":{}}|TIMEOUT|The provider answered with status 504: {\"error\":{}}",
      })
  void reads_every_shape(int status, String body, Kind kind, String message) {
    var failure = read(status, body);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).isEqualTo(message);
    assertThat(failure.origin()).isEqualTo(Failure.Origin.PROVIDER);
    assertThat(failure.provider()).isEqualTo("acme");
  }

  @Test
  void keeps_the_provider_s_further_members_in_the_answer() {
    var failure =
        read(
            400,
            "{\"error\":{\"message\":\"m\",\"innererror\":{\"code\":\"Policy\"},\"param\":\"p\"}}");
    var error = OpenAiErrorWriter.of(failure).path("error");
    assertThat(error.at("/innererror/code").asString()).isEqualTo("Policy");
    assertThat(error.path("param").asString()).isEqualTo("p");
    assertThat(error.path("origin").asString()).isEqualTo("provider");
    assertThat(error.path("provider").asString()).isEqualTo("acme");
  }

  @Test
  void tells_a_blocked_prompt_by_azure_s_inner_error() {
    var failure =
        read(
            400,
            "{\"error\":{\"message\":\"m\",\"code\":null,\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}");
    assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
    assertThat(failure.code()).isEqualTo("content_filter");
  }

  @Test
  void a_code_that_repeats_the_status_is_none_and_the_account_stays_unsaid() {
    var failure = read(429, "{\"message\":\"m\",\"code\":429,\"user_id\":\"user_7\"}");
    assertThat(failure.code()).isEqualTo("rate_limit_exceeded");
    assertThat(Objects.requireNonNull(failure.details()).utf8()).doesNotContain("user_7");
  }

  @Test
  void a_zero_in_milliseconds_gives_way_to_the_seconds() {
    var headers =
        new Headers(
            List.of(
                new Headers.Header("retry-after", "1"), new Headers.Header("retry-after-ms", "0")));
    var failure = OpenAiErrorReader.read(429, headers, Body.utf8("{}"), "acme");
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after|7|m|7000",
        "retry-after|0.5|m|500",
        "retry-after-ms|1500|m|1500",
        "x|y|Please try again in 1.574s. Thanks|1574",
        "x|y|Please try again in 120ms.|120",
        "retry-after|Mon, 01 Jan 2024 00:00:00 GMT|m|0",
      })
  void reads_when_to_retry(String name, String value, String message, long millis) {
    var body = Body.utf8("{\"error\":{\"message\":\"" + message + "\"}}");
    var failure = OpenAiErrorReader.read(429, Headers.of(name, value), body, "acme");
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"-1", "soon", "1e9999999"})
  void ignores_nonsense_for_a_time(String value) {
    var failure =
        OpenAiErrorReader.read(429, Headers.of("retry-after", value), Body.utf8("{}"), "acme");
    assertThat(failure.retryAfter()).isNull();
  }
}

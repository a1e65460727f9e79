package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.gemini.Kit.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorsTest {
  private static Failure read(int status, String body) {
    return Kit.DIALECT.readError(status, Headers.NONE, Body.utf8(body), "google");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | INVALID_ARGUMENT | temperature must be at most 2 | INVALID_REQUEST | 400",
        "400 | INVALID_ARGUMENT | API key not valid. Please pass one. | UPSTREAM_AUTH | 502",
        "401 | UNAUTHENTICATED | Invalid credentials | UPSTREAM_AUTH | 502",
        "403 | PERMISSION_DENIED | Method doesn't allow unregistered callers | UPSTREAM_AUTH | 502",
        "403 | PERMISSION_DENIED | The caller has no permission | FORBIDDEN | 403",
        "400 | FAILED_PRECONDITION | User location is not supported | FORBIDDEN | 403",
        "404 | NOT_FOUND | models/x is not found | MODEL_NOT_FOUND | 404",
        "400 | INVALID_ARGUMENT | The input token count (9) exceeds the maximum number of tokens"
            + " allowed (8). | CONTEXT_LENGTH | 400",
        "429 | RESOURCE_EXHAUSTED | Too many | RATE_LIMITED | 429",
        "500 | INTERNAL | Oops | UPSTREAM_ERROR | 502",
        "503 | UNAVAILABLE | Overloaded | OVERLOADED | 503",
        "504 | DEADLINE_EXCEEDED | Too slow | TIMEOUT | 504"
      })
  void statuses_become_kinds(int status, String word, String message, Kind kind, int told) {
    var failure =
        read(
            status,
            "[{\"error\": {\"code\": %d, \"message\": \"%s\", \"status\": \"%s\"}}]"
                .formatted(status, message, word));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).isEqualTo(told);
    assertThat(failure.message()).isEqualTo(message);
    assertThat(failure.provider()).isEqualTo("google");
  }

  @ParameterizedTest
  @CsvSource({
    "GenerateRequestsPerDayPerProject, 20, QUOTA_EXHAUSTED",
    "InputTokensPerModelPerMinute, 0, QUOTA_EXHAUSTED",
    "InputTokensPerModelPerMinute, 100, RATE_LIMITED"
  })
  void a_quota_of_the_day_is_not_a_limit_of_the_minute(String quota, String value, Kind kind) {
    var failure =
        read(
            429,
            """
            {"error": {"code": 429, "message": "配额", "status": "RESOURCE_EXHAUSTED", "details": [
              {"@type": "type.googleapis.com/google.rpc.QuotaFailure",
               "violations": [{"quotaId": "%s", "quotaValue": "%s"}]},
              {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "48.5s"}]}}
            """
                .formatted(quota, value));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(48_500));
  }

  @Test
  void a_reason_in_the_details_tells_a_bad_key() {
    var failure =
        read(
            400,
            """
            {"error": {"code": 400, "message": "坏", "status": "INVALID_ARGUMENT", "details": [
              {"reason": "API_KEY_INVALID", "domain": "googleapis.com"}]}}
            """);

    assertThat(failure.kind()).isEqualTo(Kind.UPSTREAM_AUTH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "502 | <html><style>x</style><h1>Bad Gateway</h1></html> | Bad Gateway",
        "404 | Not Found | Not Found",
        "500 | [] | status 500",
        "400 | \"短\" | 短",
        "503 | {\"error\": \"忙\"} | 忙"
      })
  void other_bodies_are_described(int status, String body, String message) {
    assertThat(read(status, body).message()).contains(message);
  }

  @Test
  void an_empty_body_is_described_by_its_status() {
    var failure = read(503, "");

    assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(failure.message()).isEqualTo("The provider answered with status 503 and no body.");
  }

  @Test
  void a_failure_is_written_as_a_status_with_details() {
    var failure =
        read(
            429,
            """
            {"error": {"code": 429, "message": "慢", "status": "RESOURCE_EXHAUSTED", "details": [
              {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1.5s"},
              {"@type": "type.googleapis.com/google.rpc.Help"}]}}
            """);

    assertThat(json(Kit.DIALECT.writeError(failure)))
        .isEqualTo(
            json(
                """
                {"error": {"code": 429, "message": "慢", "status": "RESOURCE_EXHAUSTED",
                  "details": [
                    {"@type": "type.googleapis.com/google.rpc.ErrorInfo",
                     "reason": "RATE_LIMIT_EXCEEDED", "domain": "llmcallgateway",
                     "metadata": {"origin": "provider", "provider": "google"}},
                    {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1.500s"},
                    {"@type": "type.googleapis.com/google.rpc.Help"}],
                  "origin": "provider", "provider": "google"}}
                """));
  }

  @Test
  void each_failure_has_one_of_googles_words() {
    for (var kind : Kind.values()) {
      var error = json(Kit.DIALECT.writeError(Failure.of(kind, "坏"))).path("error");
      assertThat(error.path("code").asInt()).isEqualTo(kind.status());
      assertThat(error.path("status").asString())
          .isIn(
              "INVALID_ARGUMENT",
              "UNAUTHENTICATED",
              "PERMISSION_DENIED",
              "NOT_FOUND",
              "RESOURCE_EXHAUSTED",
              "UNIMPLEMENTED",
              "UNAVAILABLE",
              "DEADLINE_EXCEEDED",
              "INTERNAL");
    }
  }
}

package io.llmcallgateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactorTest {
  private final Redactor redactor = new Redactor();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Incorrect key: sk-proj-abcDEF1234567890_x. See docs | Incorrect key: sk-***. See docs",
        "Authorization: Bearer abc.def-123456 refused | Authorization: Bearer *** refused",
        "GET /v1?key=AIzaSyA1234567890abcdefg&alt=sse | GET /v1?key=AIza***&alt=sse",
        "AKIAIOSFODNN7EXAMPLE | AKIA***",
        "api_key=0123456789abcdef in url | api_key=*** in url",
        "x-api-key: 0123456789abcdef | x-api-key: ***",
        "model gpt-4o-mini is a task-oriented one | model gpt-4o-mini is a task-oriented one",
        "密钥 sk-1234567890abcdef 无效 | 密钥 sk-*** 无效"
      })
  void masks_what_looks_like_a_key(String message, String masked) {
    assertThat(redactor.mask(message)).isEqualTo(masked);
  }

  @Test
  void masks_the_keys_it_knows_whatever_they_look_like() {
    redactor.hide(
        List.of(
            new Secret("correct horse.*"), new Secret("demo"), new Secret("x"), new Secret("")));
    assertThat(redactor.mask("x: <correct horse.*> demo demonstration"))
        .isEqualTo("x: <***> *** demonstration");
    redactor.hide(List.of());
    assertThat(redactor.mask("demo")).isEqualTo("demo");
  }
}

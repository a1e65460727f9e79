package io.llmcallgateway.dialect.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainTextErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html><h1>502</h1>\t<p>Bad   Gateway</p></html> | 502 Bad Gateway",
        "<style>b{}</style><script src='x'>if (a<b) {}</script>网关错误 | 网关错误",
        "upstream said a < b | upstream said a < b",
        "<p>出错<script>never closed | 出错",
        "'' | ''",
        "<br><br> | ''"
      })
  void markup_is_left_out(String body, String words) {
    assertThat(PlainTextError.of(Body.utf8(body))).isEqualTo(words);
  }

  @Test
  void only_the_beginning_is_told() {
    var told =
        PlainTextError.describe(
            502, Headers.of("content-type", "text/plain"), Body.utf8("错".repeat(9_999)));
    assertThat(told)
        .isEqualTo(
            "The provider answered with status 502 and a body of type text/plain: "
                + "错".repeat(300)
                + "…");
  }
}

package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.gemini.Kit.json;
import static io.llmcallgateway.dialect.gemini.Kit.losses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.ModelRules;
import org.junit.jupiter.api.Test;

final class TokenCountsTest {
  private static final String REQUEST =
      """
      {"contents": [{"parts": [{"text": "数"}]}], "systemInstruction": "短",
       "tools": [{"googleSearch": {}}], "safetySettings": []}
      """;

  @Test
  void asks_for_a_whole_request_with_its_model() {
    var target = Kit.target(ModelRules.UNKNOWN);
    var asked = Kit.DIALECT.writeCount(Kit.request(REQUEST), target, losses());

    assertThat(json(asked.body()))
        .isEqualTo(
            json(
                """
                {"generateContentRequest": {"model": "models/some-model",
                  "contents": [{"role": "user", "parts": [{"text": "数"}]}],
                  "systemInstruction": {"parts": [{"text": "短"}]},
                  "tools": [{"googleSearch": {}}], "safetySettings": []}}
                """));
  }

  @Test
  void asks_vertex_for_the_parts_that_it_counts() {
    var target = Kit.target(ModelRules.UNKNOWN);
    var asked = GeminiDialect.vertex().writeCount(Kit.request(REQUEST), target, losses());

    assertThat(json(asked.body()))
        .isEqualTo(
            json(
                """
                {"contents": [{"role": "user", "parts": [{"text": "数"}]}],
                 "systemInstruction": {"parts": [{"text": "短"}]},
                 "tools": [{"googleSearch": {}}]}
                """));
  }

  @Test
  void reads_and_writes_counts() {
    assertThat(Kit.DIALECT.readCount(Body.utf8("{\"totalTokens\": 31}"))).isEqualTo(31);
    assertThat(Kit.DIALECT.readCount(Kit.DIALECT.writeCount(42))).isEqualTo(42);
    assertThatThrownBy(() -> Kit.DIALECT.readCount(Body.utf8("<html>坏</html>")))
        .isInstanceOf(GatewayException.class);
    assertThatThrownBy(() -> Kit.DIALECT.readCount(Body.utf8("{\"error\": {}}")))
        .isInstanceOf(GatewayException.class);
  }
}

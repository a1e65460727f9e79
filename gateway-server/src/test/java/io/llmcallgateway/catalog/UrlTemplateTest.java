package io.llmcallgateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlTemplateTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "BASE", "http://host:1/",
          "WITH_PATH", "http://host:1/v1/",
          "REGION", "eu-west-1");

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "https://api.example/v1, https://api.example/v1",
        "https://api.example/v1/, https://api.example/v1",
        "${BASE}/v1, http://host:1/v1",
        "${WITH_PATH}/v1, http://host:1/v1",
        "${UNSET:-http://localhost:9}/v1, http://localhost:9/v1",
        "${BASE:-http://localhost:9}/v1, http://host:1/v1",
        "https://a.${REGION:-us-east-1}.example/v1, https://a.eu-west-1.example/v1",
        "https://a.${UNSET:-us-east-1}.example/${REGION}/x,"
            + " https://a.us-east-1.example/eu-west-1/x",
        "${UNSET}/v1, null",
      })
  void fills_references(String text, @Nullable String filled) {
    assertThat(new UrlTemplate(text).fill(VARIABLES::get)).isEqualTo(filled);
  }

  @Test
  void tells_which_variables_are_missing() {
    var template = new UrlTemplate("${UNSET}/${REGION}/${OTHER:-x}/${UNSET}");
    assertThat(template.missing(VARIABLES::get)).containsExactly("UNSET");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "gpt-*, gpt-4o, 4o",
        "*-latest, qwen-latest, qwen",
        "a*z, az, ''",
        "aa*a, aa, null",
        "*, 快速, 快速",
        "gpt-4, gpt-4, ''",
        "gpt-4, gpt-4o, null",
        "gpt-*, GPT-4, null",
      })
  void captures_what_a_star_stands_for(String pattern, String name, @Nullable String captured) {
    assertThat(new NamePattern(pattern).capture(name)).isEqualTo(captured);
  }
}

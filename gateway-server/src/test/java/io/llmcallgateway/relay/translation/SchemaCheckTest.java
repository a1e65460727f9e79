package io.llmcallgateway.relay.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values against schemas.
class SchemaCheckTest {
  private static @Nullable String problem(String schema, String value) {
    return SchemaCheck.problem(Json.MAPPER.readTree(schema), Json.MAPPER.readTree(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"type":"integer"}                                       | 1.0
          {"type":["string","null"]}                               | null
          {"enum":[1,"一"]}                                        | "一"
          {"const":1.0}                                            | 1
          {"minLength":2,"maxLength":2}                            | "😀州"
          {"minimum":1,"exclusiveMaximum":2}                       | 1.5
          {"anyOf":[{"type":"string"},{"type":"number"}]}          | 3
          {"oneOf":[{"type":"integer"},{"type":"string"}]}         | 3
          {"items":{"type":"number"},"minItems":1}                 | [1,2]
          {"prefixItems":[{"type":"string"}],"items":false}        | ["a"]
          {"properties":{"a":{}},"patternProperties":{"^b":{}},"additionalProperties":false} | {"b1":1}
          {"$ref":"#/$defs/a~1b","$defs":{"a/b":{"type":"string"}}}| "x"
          {"pattern":"^a+$"}                                       | "b"
          {"$ref":"https://example.com/schema"}                    | 1
          """)
  void fits(String schema, String value) {
    assertThat(problem(schema, value)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"type":"integer"}                                         | 1.5          | the answer is not of type "integer"
          {"enum":[1,"1"]}                                           | 2            | the answer is none of the values allowed
          {"required":["a"]}                                         | {"b":1}      | the answer lacks "a"
          {"properties":{"a":{"items":{"type":"string"}}}}           | {"a":["",1]} | /a/1 is not of type "string"
          {"properties":{},"additionalProperties":false}             | {"x":1}      | /x is not allowed
          {"minLength":2}                                            | "😀"         | the answer has too few characters
          {"uniqueItems":true}                                       | [1,1]        | the answer repeats an item
          {"oneOf":[{"type":"number"},{"type":"integer"}]}           | 3            | the answer fits more than one of oneOf
          {"not":{"type":"null"}}                                    | null         | the answer is not allowed
          {"allOf":[{"minimum":3}]}                                  | 2            | the answer is below the minimum
          {"$ref":"#/$defs/s","$defs":{"s":{"type":"string"}}}       | 2            | the answer is not of type "string"
          """)
  void breaks(String schema, String value, String told) {
    assertThat(problem(schema, value)).isEqualTo(told);
  }

  @Test
  void recursive_schemas_are_followed() {
    var tree =
        "{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"}},\"additionalProperties\":false}";
    assertThat(problem(tree, "{\"next\":{\"next\":{}}}")).isNull();
    assertThat(problem(tree, "{\"next\":{\"more\":{}}}")).isEqualTo("/next/more is not allowed");
  }

  @Test
  void a_schema_without_an_end_is_given_up() {
    assertThat(problem("{\"$ref\":\"#\"}", "1")).isNull();
    var wide = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
    for (int i = 0; i < 40; i++) {
      wide.append("\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},".formatted(i, i + 1))
          .append("{\"$ref\":\"#/$defs/d%d\"}]},".formatted(i + 1));
    }
    wide.append("\"d40\":{\"type\":\"string\"}}}");
    assertThat(problem(wide.toString(), "\"x\"")).isNull();
  }
}

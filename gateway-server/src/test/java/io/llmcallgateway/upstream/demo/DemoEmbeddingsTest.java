package io.llmcallgateway.upstream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class DemoEmbeddingsTest {
  private final Demo demo = new Demo();

  @Test
  void the_same_text_gets_the_same_vector_of_length_one() {
    var answer = embed("\"你好\"", "");
    assertThat(answer.path("object").stringValue()).isEqualTo("list");
    assertThat(answer.path("model").stringValue()).isEqualTo("embedding");
    assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(2);
    var vector = answer.at("/data/0/embedding");
    assertThat(vector).hasSize(256);
    double squares = 0;
    for (var value : vector.values()) squares += value.doubleValue() * value.doubleValue();
    assertThat(squares).isCloseTo(1, within(1e-5));
    assertThat(embed("\"你好\"", "").at("/data/0/embedding")).isEqualTo(vector);
    assertThat(embed("\"再见\"", "").at("/data/0/embedding")).isNotEqualTo(vector);
  }

  @Test
  void several_texts_and_tokens_are_taken() {
    var texts = embed("[\"a\",\"b\"]", "");
    assertThat(texts.path("data")).hasSize(2);
    assertThat(texts.at("/data/1/index").intValue()).isEqualTo(1);
    var tokens = embed("[1,2,3]", "");
    assertThat(tokens.path("data")).hasSize(1);
    assertThat(tokens.at("/usage/total_tokens").intValue()).isEqualTo(3);
    var many = embed("[[1,2,3],[4]]", "");
    assertThat(many.path("data")).hasSize(2);
    assertThat(many.at("/data/0/embedding")).isEqualTo(tokens.at("/data/0/embedding"));
  }

  @Test
  void base64_holds_the_same_floats() {
    var floats = embed("\"x\"", ",\"dimensions\":8");
    var coded = embed("\"x\"", ",\"dimensions\":8,\"encoding_format\":\"base64\"");
    var bytes = Base64.getDecoder().decode(coded.at("/data/0/embedding").stringValue());
    var decoded = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    assertThat(decoded.remaining()).isEqualTo(8);
    for (var value : floats.at("/data/0/embedding").values()) {
      assertThat(decoded.get()).isEqualTo(value.floatValue());
    }
  }

  @Test
  void wrong_inputs_are_refused() {
    for (var wrong :
        new String[] {
          "{\"model\":\"embedding\"}",
          "{\"model\":\"embedding\",\"input\":\"\"}",
          "{\"model\":\"embedding\",\"input\":[]}",
          "{\"model\":\"embedding\",\"input\":[\"a\",\"\"]}",
          "{\"model\":\"embedding\",\"input\":{\"a\":1}}",
          "{\"model\":\"embedding\",\"input\":\"a\",\"dimensions\":0}",
          "{\"model\":\"embedding\",\"input\":\"a\",\"encoding_format\":\"hex\"}",
          "{\"model\":\"echo\",\"input\":\"a\"}"
        }) {
      var error = Json.MAPPER.readTree(demo.text(Operation.EMBEDDING, false, 400, wrong));
      assertThat(error.at("/error/type").stringValue()).isEqualTo("invalid_request_error");
    }
  }

  private JsonNode embed(String input, String more) {
    return demo.plain(
        Operation.EMBEDDING, "{\"model\":\"embedding\",\"input\":" + input + more + "}");
  }
}

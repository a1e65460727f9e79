package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class JsonAbridgerTest {
  private static String abridged(String json, int step) {
    var abridger = new JsonAbridger();
    var bytes = json.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i += step) {
      abridger.add(ByteBuffer.wrap(bytes, i, Math.min(step, bytes.length - i)));
    }
    return new String(abridger.toByteArray(), UTF_8);
  }

  @Test
  void a_short_document_stays_as_it_is() {
    var json =
        "{\"a\":\"鲁迅"
            + " \\u4f60\\\\\\\"\\ud83d\\ude00\",\"b\":[1,-2.5e+3,null,true,{\"c\":[]}],\"d\":0}";
    for (int step = 1; step < 9; step++) {
      assertThat(Json.MAPPER.readTree(abridged(json, step))).isEqualTo(Json.MAPPER.readTree(json));
    }
  }

  @Test
  void long_strings_and_runs_of_numbers_lose_their_ends() {
    var picture = "\\u4f60\\\"好".repeat(200_000);
    var numbers = "0.25,-1e-7, ".repeat(50_000) + "3";
    var json =
        "{\"data\":[{\"b64\":\"" + picture + "\",\"v\":[" + numbers + "]}],\"usage\":{\"n\":7}}";
    for (int step : new int[] {1, 7, 4_096}) {
      var text = abridged(json, step);
      assertThat(text.length()).isLessThan(20_000);
      var tree = Json.MAPPER.readTree(text);
      assertThat(tree.at("/usage/n").asInt()).isEqualTo(7);
      assertThat(tree.at("/data/0/b64").asString()).startsWith("你\"好你").doesNotContain("\ufffd");
      assertThat(tree.at("/data/0/v")).hasSize(32);
    }
  }
}

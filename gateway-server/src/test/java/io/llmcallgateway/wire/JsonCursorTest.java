package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

final class JsonCursorTest {
  private static final JsonNames NAMES = JsonNames.of("id", "名字", "choices", "delta");

  private static final String CHUNK =
      "{\"id\":\"c\\u4e00\\ud83d\\ude0b\",\"n\":[-0.5e+10,0,12,true,false,null,[],{}],"
          + " \"choices\" : [ {\"delta\":{\"content\":\"今天 \\\"好\\\" 😀\\n\"}} ] }";

  private static boolean accepts(byte[] document) {
    try {
      var cursor = new JsonCursor(document, 0, document.length);
      cursor.skip();
      cursor.requireEnd();
      return true;
    } catch (JsonCursor.MalformedException _) {
      return false;
    }
  }

  private static boolean jacksonAccepts(byte[] document) {
    try {
      return !Json.MAPPER.readTree(document).isMissingNode();
    } catch (JacksonException _) {
      return false;
    }
  }

  private static JsonCursor at(String json) {
    var bytes = ("…" + json + "…").getBytes(UTF_8);
    return new JsonCursor(bytes, 3, bytes.length - 3);
  }

  @Test
  void steps_through_objects_and_arrays() {
    var cursor = at(CHUNK);
    var seen = new ArrayList<String>();
    assertThat(cursor.enterObject()).isTrue();
    while (cursor.nextMember()) {
      var name = cursor.name(NAMES);
      if (cursor.enterArray()) {
        while (cursor.nextElement()) {
          var element = cursor.take();
          seen.add(element == null ? "null" : element.tree().toString());
        }
      } else {
        var value = cursor.take();
        seen.add(name + "=" + (value == null ? "null" : value.text()));
      }
    }
    cursor.requireEnd();
    assertThat(seen)
        .containsExactly(
            "id=c一😋",
            "-5.0E9",
            "0",
            "12",
            "true",
            "false",
            "null",
            "[]",
            "{}",
            "{\"delta\":{\"content\":\"今天 \\\"好\\\" 😀\\n\"}}");
  }

  @Test
  void finds_names_by_their_bytes_or_by_what_their_escapes_mean() {
    var cursor = at("{\"i\\u0064\":1,\"\\u540d字\":2,\"ID\":3,\"\":4,\"delta\":5}");
    cursor.enterObject();
    var names = new ArrayList<String>();
    while (cursor.nextMember()) {
      names.add(cursor.name(NAMES) + "/" + cursor.name());
      cursor.skip();
    }
    assertThat(names).containsExactly("id/id", "名字/名字", "/ID", "/", "delta/delta");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "[1 2]",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "NaN",
        "tru",
        "nul",
        "truex",
        "\"",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"\t\"",
        "{} {}",
        "[}",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "[,1]",
        "'a'"
      })
  void rejects_what_is_no_json(String json) {
    assertThat(accepts(json.getBytes(UTF_8))).isFalse();
    assertThat(jacksonAccepts(json.getBytes(UTF_8))).isFalse();
  }

  @Test
  void rejects_bytes_that_are_no_characters() {
    for (var bytes :
        new String[] {"\u00e4\u00bb", "\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080"}) {
      assertThat(accepts(("\"" + bytes + "\"").getBytes(ISO_8859_1))).isFalse();
    }
    assertThat(accepts("\"\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff😀\"".getBytes(UTF_8)))
        .isTrue();
  }

  @Test
  void rejects_a_document_that_is_nested_too_deep() {
    assertThat(accepts(("[".repeat(500) + "]".repeat(500)).getBytes(UTF_8))).isTrue();
    assertThat(accepts(("[".repeat(501) + "]".repeat(501)).getBytes(UTF_8))).isFalse();
    var cursor = at("[".repeat(100_000));
    assertThatThrownBy(cursor::skip).isInstanceOf(JsonCursor.MalformedException.class);
  }

  @Test
  void accepts_and_reads_the_same_as_jackson_however_a_document_is_damaged() {
    var random = new Random(7);
    var whole = CHUNK.getBytes(UTF_8);
    var signs = "{}[]\",:\\ \n\t0-9.eEtfnu/";
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      var damaged = whole.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        // only ASCII takes the place of ASCII: Jackson does not look at UTF-8 as closely
        int at = random.nextInt(damaged.length);
        if (damaged[at] >= 0) damaged[at] = (byte) signs.charAt(random.nextInt(signs.length()));
      }
      boolean accepts = accepts(damaged);
      assertThat(accepts).as(new String(damaged, UTF_8)).isEqualTo(jacksonAccepts(damaged));
      if (accepts) accepted++;
    }
    assertThat(accepted).isBetween(1_000, 19_000);
  }

  @Test
  void unescapes_as_jackson_does() {
    for (var literal :
        new String[] {
          "", "a", "\\u0041\\/\\b\\f\\n\\r\\t\\\\\\\"", "中\\ud83d", "\\ude00x", "a\\u00e9中"
        }) {
      var json = "[\"" + literal + "\"]";
      var cursor = at(json);
      cursor.enterArray();
      cursor.nextElement();
      var value = Objects.requireNonNull(cursor.take());
      assertThat(value.text()).isEqualTo(Json.MAPPER.readTree(json).get(0).asString());
    }
  }
}

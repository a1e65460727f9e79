package io.llmcallgateway.outline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.DialectId;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tests that no body makes an outline fail, and that what could be read is told.
final class HostileBodiesTest {
  private static final String BODY =
      """
      {"model":"m","system":[{"type":"text","text":"规则"}],"instructions":"甲","contents":[
       {"role":"user","parts":[{"text":"你好"}]}],"messages":[{"role":"user","content":[
       {"type":"text","text":"你\\u597d\\n","cache_control":{"type":"ephemeral"}},{"text":"乙"},
       {"toolUse":{"toolUseId":"t","name":"f","input":{}}}]},{"role":"assistant","content":"好",
       "tool_calls":[{"id":"c","function":{"name":"f","arguments":"{\\"x\\":[1,2.5e3,null]}"}}]},
       {"role":"tool","tool_call_id":"c","content":[{"text":"丙"}]}],"input":[{"role":"user",
       "content":"丁"}],"choices":[{"message":{"content":"戊"}}],"output":[{"type":"message",
       "role":"assistant","content":[{"type":"output_text","text":"己"}]}],"tools":[{"name":"f"}]}\
      """;

  private static Outline read(DialectId format, byte[] body, boolean request) {
    var module = OutlineSamples.format(format.text());
    return request ? Outlines.request(module, body, 0) : Outlines.answer(module, body, 0);
  }

  private static void requireRanges(Outline outline, byte[] body) {
    for (var part : outline.parts()) {
      assertThat(part.start()).isBetween(0, part.end());
      assertThat(part.end()).isLessThanOrEqualTo(body.length);
      var text = part.text();
      if (text != null) assertThat(text.length()).isLessThanOrEqualTo(OutlinePart.MOST_TEXT);
    }
  }

  @ParameterizedTest
  @EnumSource(DialectId.class)
  void any_cut_of_a_body_is_read_as_far_as_it_goes(DialectId format) {
    var whole = BODY.getBytes(UTF_8);
    int most = read(format, whole, true).parts().size();
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      var outline = read(format, cut, true);
      assertThat(outline.complete()).isFalse();
      assertThat(outline.parts().size()).isLessThanOrEqualTo(Math.max(most, 1));
      requireRanges(outline, cut);
      requireRanges(read(format, cut, false), cut);
    }
    assertThat(read(format, whole, true).complete()).isTrue();
    assertThat(most).isPositive();
  }

  @ParameterizedTest
  @EnumSource(DialectId.class)
  void no_change_of_bytes_makes_it_fail(DialectId format) {
    var random = new Random(format.text().hashCode());
    var stream =
        ("data: " + BODY.replace("\n", " ") + "\n\ndata: {\"type\":1}\n\n").getBytes(UTF_8);
    for (var origin : new byte[][] {BODY.getBytes(UTF_8), stream}) {
      for (int i = 0; i < 1_500; i++) {
        var body = origin.clone();
        for (int k = random.nextInt(6); k >= 0; k--) {
          int at = random.nextInt(body.length);
          int kind = random.nextInt(3);
          if (kind == 0) body[at] = (byte) random.nextInt(256);
          else if (kind == 1) body[at] = (byte) "{}[]\",:\\0tn ".charAt(random.nextInt(12));
          else body[at] = body[random.nextInt(body.length)];
        }
        requireRanges(read(format, body, true), body);
        requireRanges(read(format, body, false), body);
      }
    }
  }

  @Test
  void what_stands_before_a_break_is_told() {
    var body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"user\",\"content\":\"世";
    var outline = read(DialectId.OPENAI, body.getBytes(UTF_8), true);
    assertThat(outline.problem()).isEqualTo("The JSON ends too early at byte 77.");
    assertThat(outline.parts()).extracting(OutlinePart::text).containsExactly("你好", "世");
  }

  @Test
  void nesting_of_any_depth_is_one_unknown_part() {
    var deep = "[".repeat(10_000) + "]".repeat(10_000);
    var body =
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"x\",\"y\":" + deep + "}]}]}";
    var outline = read(DialectId.ANTHROPIC, body.getBytes(UTF_8), true);
    assertThat(outline.complete()).isTrue();
    assertThat(outline.parts())
        .singleElement()
        .satisfies(part -> assertThat(part.textCut()).isTrue());
    var open = read(DialectId.ANTHROPIC, "[".repeat(100_000).getBytes(UTF_8), true);
    assertThat(open.complete()).isFalse();
  }

  @Test
  void a_huge_text_is_shown_by_its_beginning() {
    var body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"" + "字\\n".repeat(2_000_000) + "\"}]}";
    var outline = read(DialectId.OPENAI, body.getBytes(UTF_8), true);
    assertThat(outline.complete()).isTrue();
    var part = outline.parts().getFirst();
    assertThat(part.text()).hasSize(2_000).startsWith("字\n字\n");
    assertThat(part.textCut()).isTrue();
  }

  @Test
  void no_character_is_cut_in_two() {
    var body = "{\"prompt\":\"a" + "\uD83D\uDE00".repeat(1_500) + "\"}";
    var text = read(DialectId.OPENAI, body.getBytes(UTF_8), true).parts().getFirst().text();
    assertThat(text).hasSize(1_999).doesNotContain("\uFFFD");
  }

  @Test
  void bytes_that_are_not_utf_8_are_replaced() {
    var body = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\u00FFb\"}]}".getBytes(ISO_8859_1);
    var outline = read(DialectId.OPENAI, body, true);
    assertThat(outline.parts())
        .singleElement()
        .satisfies(p -> assertThat(p.text()).isEqualTo("a\uFFFDb"));
  }

  @Test
  void members_that_come_twice_are_all_told() {
    var body = "{\"messages\":[{\"role\":\"user\",\"content\":\"甲\",\"content\":\"乙\"}]}";
    var outline = read(DialectId.OPENAI, body.getBytes(UTF_8), true);
    assertThat(outline.parts()).extracting(OutlinePart::text).containsExactly("甲", "乙");
  }

  @Test
  void a_page_in_place_of_an_answer_is_one_unknown_part() {
    var outline = read(DialectId.OPENAI, "<html>坏了</html>".getBytes(UTF_8), false);
    assertThat(outline.complete()).isFalse();
    assertThat(outline.parts())
        .singleElement()
        .satisfies(part -> assertThat(part.text()).isEqualTo("<html>坏了</html>"));
    assertThat(read(DialectId.OPENAI, new byte[0], false).problem())
        .isEqualTo("The body is empty.");
  }
}

package io.llmcallgateway.outline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.outline.BodyChange.Op;
import io.llmcallgateway.outline.BodyDiff.Mode;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tests what is told of the differences between two bodies.
final class BodyDiffsTest {
  private static BodyDiff diff(String left, String right) {
    var before = left.getBytes(UTF_8);
    var after = right.getBytes(UTF_8);
    var diff = BodyDiffs.sameFormat(before, after);
    for (var change : diff.changes()) {
      requireRange(change.left(), before);
      requireRange(change.right(), after);
    }
    return diff;
  }

  private static void requireRange(BodyChange.@Nullable Side side, byte[] body) {
    if (side == null) return;
    assertThat(side.start()).isBetween(0, side.end());
    assertThat(side.end()).isLessThanOrEqualTo(body.length);
  }

  private static List<String> told(BodyDiff diff) {
    return diff.changes().stream()
        .map(
            change ->
                change.op().text()
                    + " "
                    + change.path()
                    + (change.left() == null ? "" : " -" + change.left().text())
                    + (change.right() == null ? "" : " +" + change.right().text()))
        .toList();
  }

  @Test
  void order_and_white_space_are_no_difference() {
    var diff = diff("{\"a\":1,\"b\":[1,\"\\u4e2d\"]}", "{ \"b\": [1, \"中\"],\n\"a\": 1 }");
    assertThat(diff.same()).isTrue();
    assertThat(diff.changes()).isEmpty();
  }

  @Test
  void members_are_compared_by_their_names() {
    var diff =
        diff(
            "{\"model\":\"a\",\"top_k\":3,\"o\":{\"x\":1}}",
            "{\"o\":{\"x\":1,\"y\":null},\"model\":\"b\"}");
    assertThat(diff.same()).isFalse();
    assertThat(diff.mode()).isEqualTo(Mode.JSON);
    assertThat(told(diff))
        .containsExactly("changed model -a +b", "removed top_k -3", "added o.y +null");
  }

  @Test
  void elements_are_compared_by_what_they_have_in_common() {
    var diff =
        diff(
            "{\"m\":[{\"t\":\"甲\"},{\"t\":\"乙\"},{\"t\":\"丙\"}]}",
            "{\"m\":[{\"t\":\"零\"},{\"t\":\"甲\"},{\"t\":\"乙乙\"},{\"t\":\"丙\"}]}");
    assertThat(told(diff)).containsExactly("added m[0] +{\"t\":\"零\"}", "changed m[1].t -乙 +乙乙");
  }

  @Test
  void an_element_in_another_place_was_moved() {
    var diff = diff("[[1],[2],[3],{\"x\":1}]", "[{\"x\":1},[1],[2],[3]]");
    assertThat(diff.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.op()).isEqualTo(Op.MOVED);
              assertThat(change.path()).isEqualTo("[3]");
            });
  }

  @Test
  void of_long_texts_the_place_of_the_difference_is_shown() {
    var diff =
        diff("{\"t\":\"" + "长".repeat(5_000) + "8\"}", "{\"t\":\"" + "长".repeat(5_000) + "9\"}");
    assertThat(told(diff).getFirst()).hasSizeLessThan(400).contains("长8", "长9", "…");
  }

  @Test
  void what_is_no_json_is_compared_as_bytes() {
    var diff = diff("data: a\n\n", "data: bc\n\n");
    assertThat(diff.mode()).isEqualTo(Mode.BYTES);
    assertThat(told(diff)).containsExactly("changed  -a +bc");
    var left = Objects.requireNonNull(diff.changes().getFirst().left());
    assertThat(left.start()).isEqualTo(6);
  }

  @Test
  void many_differences_are_cut() {
    var left = new StringBuilder("{");
    for (int i = 0; i < 3_000; i++) left.append(i == 0 ? "" : ",").append("\"a" + i + "\":1");
    var diff = diff(left + "}", "{}");
    assertThat(diff.changes()).hasSize(1_000);
    assertThat(diff.more()).isTrue();
  }

  @Test
  void bodies_of_different_formats_are_compared_part_by_part() {
    var openai =
        "{\"messages\":[{\"role\":\"system\",\"content\":\"规则\"},{\"role\":\"user\",\"content\":\"你好\"}],"
            + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"做\"}}]}";
    var anthropic =
        "{\"system\":\"规则\",\"messages\":[{\"role\":\"user\",\"content\":\"你好！\"}],\"tools\":"
            + "[{\"name\":\"f\",\"description\":\"做\"}]}";
    var diff =
        BodyDiffs.ofOutlines(
            Outlines.request(OutlineSamples.format("openai"), openai.getBytes(UTF_8), 0),
            Outlines.request(OutlineSamples.format("anthropic"), anthropic.getBytes(UTF_8), 0));
    assertThat(diff.mode()).isEqualTo(Mode.PARTS);
    assertThat(told(diff)).containsExactly("changed messages[1].content -你好 +你好！");
  }

  @Test
  void nothing_makes_it_fail() {
    var random = new Random(7);
    var body = "{\"m\":[{\"a\":\"你\\u597d\"},[1,2,[3]],null,true],\"m\":{\"x\":{}},\"\\\"\":1}";
    for (int i = 0; i < 5_000; i++) {
      var left = changed(body, random);
      var right = changed(body, random);
      var diff = diff(left, right);
      assertThat(diff.same()).isEqualTo(diff.changes().isEmpty());
    }
    var deep = "[".repeat(10_000);
    assertThat(diff(deep + "1" + "]".repeat(10_000), deep + "2" + "]".repeat(10_000)).changes())
        .hasSize(1);
  }

  private static String changed(String body, Random random) {
    var text = new StringBuilder(body);
    for (int k = random.nextInt(3); k >= 0; k--) {
      text.setCharAt(random.nextInt(text.length()), "{}[]\",:\\0tn中".charAt(random.nextInt(12)));
    }
    return text.toString();
  }
}

package io.llmcallgateway.interactionlog.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.logging.Redactor;
import io.llmcallgateway.logging.line.Utf8Builder;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepTextTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String HEAD = "2026-11-22 13:05:22.123 | LLM | [a1b2c3d4] ";

  private static long at(String time) {
    return Instant.parse("2026-11-22T" + time + "+08:00").toEpochMilli();
  }

  private static final long AT = at("13:05:22.123");

  private List<String> told(CallStep... steps) {
    var format = new StepText(SHANGHAI, new Redactor());
    var written = new WrittenLines();
    for (var step : steps) {
      format.write(written, step);
      if (step instanceof CallStep.Failed failed) format.writeError(written, failed);
    }
    return written.lines();
  }

  private String only(CallStep step) {
    var lines = told(step);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).startsWith(HEAD);
    return lines.getFirst().substring(HEAD.length());
  }

  private String user(String escaped) {
    return only(Steps.saying(AT, escaped))
        .substring("▶️ REQUEST START | Model: gpt-4o-mini | User: ".length());
  }

  private String data(Body body) {
    var lines = told(new CallStep.Sent(Steps.ID, AT, "openai", "m", body));
    assertThat(lines).hasSize(2);
    return lines.getLast().substring((HEAD + "📤 Request Data: ").length());
  }

  private String data(String body) {
    return data(Body.utf8(body));
  }

  @Test
  void a_call_is_told_as_the_documentation_shows() {
    var lines =
        told(
            Steps.started(AT, Steps.REQUEST, "\"你好，请介绍一下自己\""),
            Steps.sent(at("13:05:22.125"), "{\"model\": \"gpt-4o-mini\", \"messages\": [...]}"),
            Steps.answered(at("13:05:23.456"), "{\"id\": \"chatcmpl-xyz\", \"choices\": [...]}"),
            Steps.completed(
                at("13:05:23.458"), Steps.answer("你好！我是一个AI助手...", Steps.usage(15, 45))));
    assertThat(String.join("\n", lines) + '\n')
        .isEqualTo(
            """
            2026-11-22 13:05:22.123 | LLM | [a1b2c3d4] ▶️ REQUEST START | Model: gpt-4o-mini | User: 你好，请介绍一下自己
            2026-11-22 13:05:22.125 | LLM | [a1b2c3d4] ⬇️ DOWNSTREAM REQUEST | Provider: openai
            2026-11-22 13:05:22.125 | LLM | [a1b2c3d4] 📤 Request Data: {"model": "gpt-4o-mini", "messages": [...]}
            2026-11-22 13:05:23.456 | LLM | [a1b2c3d4] ⬆️ DOWNSTREAM RESPONSE | Provider: openai | Time: 1.330s
            2026-11-22 13:05:23.456 | LLM | [a1b2c3d4] 📥 Response Data: {"id": "chatcmpl-xyz", "choices": [...]}
            2026-11-22 13:05:23.458 | LLM | [a1b2c3d4] ✅ RESPONSE COMPLETE | Status: SUCCESS | Time: 1.335s
            2026-11-22 13:05:23.458 | LLM | [a1b2c3d4] 🤖 AI Response: 你好！我是一个AI助手...
            2026-11-22 13:05:23.458 | LLM | [a1b2c3d4] 📊 Token Usage: Input=15, Output=45, Total=60
            """);
  }

  @Test
  void errors_retries_and_cancelled_calls_have_lines_of_their_own() {
    var limited =
        Failure.ofProvider(Failure.Kind.RATE_LIMITED, "openai", "slow down\nBearer abcdefgh1234");
    var broken = Failure.ofProvider(Failure.Kind.OVERLOADED, "openai", "try later");
    var partial = Steps.answer("half an ans", Steps.usage(3, 4));
    var lines =
        told(
            new CallStep.Retried(Steps.ID, AT, 250_400, broken, "azure"),
            new CallStep.Failed(Steps.ID, AT, 512_000, limited, partial),
            new CallStep.Cancelled(Steps.ID, AT, 700_000, partial),
            new CallStep.Cancelled(Steps.ID, AT, 700_000, null));
    assertThat(String.join("\n", lines).replace(HEAD, "") + '\n')
        .isEqualTo(
            """
            🔁 RETRY | Provider: openai → azure | HTTP: 503 | Time: 0.250s | try later
            ❌ RESPONSE ERROR | Status: ERROR | Origin: provider | HTTP: 429 | Code: rate_limit_exceeded | Time: 0.512s | slow down\\nBearer ***
            🤖 AI Response: half an ans
            📊 Token Usage: Input=3, Output=4, Total=7
            2026-11-22 13:05:22.123 | ERROR | [a1b2c3d4] provider openai 429 rate_limit_exceeded: slow down\\nBearer ***
            🚫 REQUEST CANCELLED | Status: CANCELLED | By: client | Time: 0.700s
            🤖 AI Response: half an ans
            📊 Token Usage: Input=3, Output=4, Total=7
            🚫 REQUEST CANCELLED | Status: CANCELLED | By: client | Time: 0.700s
            """);
  }

  @Test
  void tool_calls_are_shown_and_an_empty_answer_too() {
    var calls =
        List.of(
            new Answer.ToolCall("weather", Body.utf8("{\\\"city\\\": \\\"\\u5317京\\\"}")),
            new Answer.ToolCall("time", Body.utf8("{}")));
    var tools = new Answer(Body.EMPTY, Body.EMPTY, calls, "tool_calls", Steps.usage(1, 2));
    assertThat(told(Steps.completed(AT, tools), Steps.completed(AT, Steps.answer("", null))))
        .map(line -> line.substring(HEAD.length()))
        .containsExactly(
            "✅ RESPONSE COMPLETE | Status: SUCCESS | Time: 1.335s",
            "🔧 Tool Calls: weather({\"city\": \"北京\"}), time({})",
            "📊 Token Usage: Input=1, Output=2, Total=3",
            "✅ RESPONSE COMPLETE | Status: SUCCESS | Time: 1.335s",
            "🤖 AI Response: ",
            "📊 Token Usage: not reported");
  }

  @Test
  void the_clients_request_id_and_a_missing_user_text_are_shown() {
    var sent =
        new CallStep.Sent(
            Steps.ID, AT, "openai", "m", "my-id-7", "tools[0]:strict", Body.utf8("{}"));
    assertThat(told(Steps.started(AT, "{}", null), sent))
        .map(line -> line.substring(HEAD.length()))
        .containsExactly(
            "▶️ REQUEST START | Model: gpt-4o-mini | User: -",
            "⬇️ DOWNSTREAM REQUEST | Provider: openai | Request-Id: my-id-7",
            "⚠️ Not Carried: tools[0]:strict",
            "📤 Request Data: {}");
  }

  @Test
  void user_text_is_unescaped_for_reading() {
    assertThat(user("a \\\"b\\\" c\\/d \\\\ \\u4f60好 \\ud83d\\ude00 😀"))
        .isEqualTo("a \"b\" c/d \\ 你好 😀 😀");
  }

  @Test
  void half_a_surrogate_pair_and_broken_escapes_harm_nothing() {
    assertThat(user("a\\ud83dx\\ude00y\\ud83d\\u0041")).isEqualTo("a\uFFFDx\uFFFDy\uFFFDA");
    assertThat(user("a\\x\\u12")).isEqualTo("a\\x\\u12");
  }

  @Test
  void no_prompt_can_begin_a_line_or_drive_a_terminal() {
    assertThat(
            user(
                "x\\r\\n2026-11-22 | ERROR\\t\\u001b[31m\\u0085\\u2028\\u2029\\u007f\\u202e\\u2066\\u0000"))
        .isEqualTo(
            "x\\r\\n2026-11-22 | ERROR\\t\\u001b[31m\\u0085\\u2028\\u2029\\u007f\\u202e\\u2066\\u0000");
    assertThat(user("x\u0085\u2028\u2029\u202A\u2069\u009b"))
        .isEqualTo("x\\u0085\\u2028\\u2029\\u202a\\u2069\\u009b");
    assertThat(user("x\ny\u001bz")).isEqualTo("x\\ny\\u001bz");
  }

  @Test
  void a_models_name_cannot_break_the_line() {
    var step =
        new CallStep.Started(
            Steps.ID,
            AT,
            io.llmcallgateway.model.Operation.CHAT,
            "gpt\n2026 | \u202Eevil\u001b",
            Body.EMPTY,
            null,
            null);
    assertThat(only(step))
        .isEqualTo("▶️ REQUEST START | Model: gpt\\n2026 | \\u202eevil\\u001b | User: -");
  }

  @Test
  void long_user_text_is_cut_between_characters() {
    assertThat(user("好".repeat(200))).isEqualTo("好".repeat(200));
    assertThat(user("好".repeat(201))).isEqualTo("好".repeat(200) + "…");
    assertThat(user("\\ud83d\\ude00".repeat(150) + "a".repeat(51)))
        .isEqualTo("😀".repeat(150) + "a".repeat(50) + "…");
  }

  @Test
  void bodies_stay_on_one_line() {
    assertThat(data("{\n\t\"a\":\r\n 1,\"b\":\"x\\ny\"}"))
        .isEqualTo("{  \"a\":   1,\"b\":\"x\\ny\"}");
    assertThat(data("\"\u0001\u001b\u007f\u0085\u009f\u2028\u2029\u202A\u202E\u2066\u2069\""))
        .isEqualTo(
            "\"\\u0001\\u001b\\u007f\\u0085\\u009f\\u2028\\u2029\\u202a\\u202e\\u2066\\u2069\"");
    assertThat(data("\"中文\u2027\u202F\u2065\u206A\u00A0😀é\""))
        .isEqualTo("\"中文\u2027\u202F\u2065\u206A\u00A0😀é\"");
  }

  @Test
  void bytes_that_are_not_utf8_become_replacement_characters() {
    byte[] bytes = {
      'a',
      (byte) 0xFF,
      'b',
      (byte) 0xC0,
      (byte) 0x80,
      'c',
      (byte) 0xED,
      (byte) 0xA0,
      (byte) 0x80,
      'd',
      (byte) 0xF5,
      'e',
      (byte) 0xE4,
      (byte) 0xBD
    };
    assertThat(data(Body.of(bytes)))
        .isEqualTo("a\uFFFDb\uFFFD\uFFFDc\uFFFD\uFFFD\uFFFDd\uFFFDe\uFFFD\uFFFD");
  }

  @Test
  void base64_is_shortened_wherever_it_stands() {
    var image = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAF".repeat(300); // 9,600 characters
    var shown = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAF…(9600 chars)";
    assertThat(data("{\"url\":\"data:image/png;base64," + image + "\",\"n\":1}"))
        .isEqualTo("{\"url\":\"data:image/png;base64," + shown + "\",\"n\":1}");
    assertThat(data('"' + image + "\",\"" + image + '"'))
        .isEqualTo('"' + shown + "\",\"" + shown + '"');
    for (int shift = 0; shift < 300; shift++) {
      var before = " ".repeat(shift);
      assertThat(data(before + "\"" + "A".repeat(256) + "\""))
          .isEqualTo(before + "\"" + "A".repeat(32) + "…(256 chars)\"");
      assertThat(data(before + "\"" + "A".repeat(255) + "\""))
          .isEqualTo(before + "\"" + "A".repeat(255) + "\"");
    }
  }

  @Test
  void base64_with_escaped_slashes_is_shortened_too() {
    assertThat(data("\"" + "AAAA\\/BBB".repeat(100) + "\""))
        .isEqualTo("\"" + "AAAA\\/BBB".repeat(4) + "…(800 chars)\"");
  }

  @Test
  void vectors_are_shortened_but_not_inside_texts() {
    var numbers = "[0.25, -1e-3,\n 3,4" + ", 0.5".repeat(1_532) + "]";
    assertThat(
            data("{\"embedding\": " + numbers + ", \"text\": \"" + "[1" + ",1".repeat(20) + "]\"}"))
        .isEqualTo(
            "{\"embedding\": [0.25, -1e-3, 3, 4, …(1536 numbers)], \"text\": \"[1"
                + ",1".repeat(20)
                + "]\"}");
    assertThat(data("[1" + ",1".repeat(15) + "]")).isEqualTo("[1" + ",1".repeat(15) + "]");
    assertThat(data("[[1" + ",1".repeat(16) + "],[2" + ",2".repeat(16) + "]]"))
        .isEqualTo("[[1, 1, 1, 1, …(17 numbers)],[2, 2, 2, 2, …(17 numbers)]]");
  }

  @Test
  void a_body_over_a_megabyte_is_cut_between_characters() {
    var shown = data("\"" + "说 ".repeat(400_000) + "\"");
    assertThat(shown).endsWith("…(+" + (1_600_002 - 1_048_576) + " bytes)");
    assertThat(shown).doesNotContain("\uFFFD");
    assertThat(shown.length()).isLessThan(600_000);
  }

  @Test
  void a_body_in_segments_reads_as_one() {
    var body = Body.utf8("{\"model\":\"x\",\"你\":\"" + "B".repeat(300) + "\"}");
    var spliced = body.splice(Steps.span("{\"model\":\"x\"", "\"x\""), Utf8Builder.utf8("\"好\""));
    assertThat(data(spliced))
        .isEqualTo("{\"model\":\"好\",\"你\":\"" + "B".repeat(32) + "…(300 chars)\"}");
  }

  @Test
  void answers_are_whole_up_to_a_megabyte() {
    var step = Steps.completed(AT, Steps.answer("好".repeat(10_000), Usage.of(1, 1)));
    assertThat(told(step).get(1)).isEqualTo(HEAD + "🤖 AI Response: " + "好".repeat(10_000));
    var huge = Steps.completed(AT, Steps.answer("a".repeat((1 << 20) + 5), null));
    assertThat(told(huge).get(1)).endsWith("a…(+5 bytes)");
    var wide = Steps.completed(AT, Steps.answer("好".repeat(400_000), null));
    assertThat(told(wide).get(1)).endsWith("好…(+" + (1_200_000 - 1_048_578) + " bytes)");
  }
}

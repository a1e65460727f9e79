package io.llmcallgateway.dialect.anthropic;

import static io.llmcallgateway.dialect.anthropic.Kit.asked;
import static io.llmcallgateway.dialect.anthropic.Kit.assembled;
import static io.llmcallgateway.dialect.anthropic.Kit.encoded;
import static io.llmcallgateway.dialect.anthropic.Kit.events;
import static io.llmcallgateway.dialect.anthropic.Kit.sse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static final String ASK =
      """
      {"model":"m","max_tokens":50,"messages":[{"role":"user","content":"你好"}]}\
      """;

  private static final String ANSWER =
      sse(
          """
          {"type":"message_start","message":{"id":"msg_7","type":"message","role":"assistant","model":"claude-x","content":[],"usage":{"input_tokens":9,"cache_read_input_tokens":4,"cache_creation_input_tokens":3,"cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},"output_tokens":1}}}\
          """,
          """
          {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}\
          """,
          """
          {"type":"ping"}\
          """,
          """
          {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"想一想"}}\
          """,
          """
          {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}\
          """,
          """
          {"type":"content_block_stop","index":0}\
          """,
          """
          {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"c2VjcmV0"}}\
          """,
          """
          {"type":"content_block_stop","index":1}\
          """,
          """
          {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}\
          """,
          """
          {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"今天"}}\
          """,
          """
          {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"晴 ☀"}}\
          """,
          """
          {"type":"content_block_stop","index":2}\
          """,
          """
          {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}\
          """,
          """
          {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":""}}\
          """,
          """
          {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\": \\"北"}}\
          """,
          """
          {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"京\\"}"}}\
          """,
          """
          {"type":"content_block_stop","index":3}\
          """,
          """
          {"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_2","name":"now","input":{}}}\
          """,
          """
          {"type":"content_block_stop","index":4}\
          """,
          """
          {"type":"later_invention","index":4}\
          """,
          """
          {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":30}}\
          """,
          """
          {"type":"message_stop"}\
          """);

  @Test
  void a_stream_is_read_into_its_parts_in_order() {
    var answer = assembled(events(ANSWER));

    assertThat(answer.id()).isEqualTo("msg_7");
    assertThat(answer.model()).isEqualTo("claude-x");
    var choice = answer.choices().getFirst();
    assertThat(choice.parts())
        .containsExactly(
            new Part.Reasoning("想一想", new Signature("anthropic", false, "c2ln", null)),
            new Part.Reasoning("", new Signature("anthropic", true, "c2VjcmV0", null)),
            Part.Text.of("今天晴 ☀"),
            Part.ToolCall.of("toolu_1", "weather", "{\"city\": \"北京\"}"),
            Part.ToolCall.of("toolu_2", "now", "{}"));
    assertThat(choice.finish()).isEqualTo(new Finish(FinishReason.TOOL_CALLS, "tool_use", null));
    assertThat(answer.usage()).isEqualTo(new Usage(9, 4, 1, 2, 0, 30, 0, 0));
  }

  @Test
  void a_stream_split_at_every_byte_reads_the_same() {
    var whole = events(ANSWER);
    for (int piece = 1; piece <= 7; piece++) {
      assertThat(events(ANSWER, piece)).isEqualTo(whole);
    }
  }

  @Test
  void what_is_encoded_reads_as_the_same_events() {
    var told = events(ANSWER);
    var asked =
        asked(
            ASK.replaceFirst("\"model\": *\"[^\"]*\"", "\"model\":\"claude-x\"")); // as it was told
    var again = events(encoded(asked, told));
    assertThat(assembled(again)).isEqualTo(assembled(told));
  }

  @Test
  void a_stream_is_written_in_the_grammar_that_clients_check() {
    var written =
        encoded(
            asked(ASK),
            List.of(
                new ChatEvent.Started("chatcmpl-1", "gpt-x", 0, Extras.NONE),
                new ChatEvent.Text(0, "好"),
                new ChatEvent.CallStarted(0, 0, "call_1", "a", null),
                new ChatEvent.CallStarted(0, 1, "call_2", "b", null),
                new ChatEvent.CallArguments(0, 1, "{\"x\":1}"),
                new ChatEvent.CallArguments(0, 0, "{}"),
                new ChatEvent.CallEnded(0, 1),
                new ChatEvent.CallEnded(0, 0),
                new ChatEvent.Finished(0, Finish.of(FinishReason.TOOL_CALLS)),
                new ChatEvent.Used(new Usage(7, 2, 0, 0, 0, 5, 0, 0))));

    assertThat(written.lines().filter(line -> line.startsWith("event: ")))
        .containsExactly(
            "event: message_start",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
    assertThat(written)
        .contains("\"id\":\"msg_0192f0c12b3c7d4e8f50617283940a1b\"")
        .contains("{\"type\":\"content_block_stop\",\"index\":2}")
        .contains("\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null}")
        .contains("\"input_tokens\":7,")
        .contains("\"cache_read_input_tokens\":2,");
  }

  @Test
  void a_foreign_signature_comes_back_as_it_went_out() {
    var foreign = new Signature(Signature.GEMINI, false, "Z2Vt", null);
    var told =
        List.<ChatEvent>of(
            new ChatEvent.Started("", "g", 0, Extras.NONE),
            new ChatEvent.Reasoning(0, "hm"),
            new ChatEvent.Signed(0, foreign),
            new ChatEvent.Text(0, "ok"),
            new ChatEvent.Finished(0, Finish.of(FinishReason.STOP)));
    var read = assembled(events(encoded(asked(ASK), told)));
    assertThat(read.choices().getFirst().parts())
        .containsExactly(new Part.Reasoning("hm", foreign), Part.Text.of("ok"));
  }

  @Test
  void an_error_in_the_stream_is_the_providers() {
    var stream =
        sse(
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
    assertThatThrownBy(() -> events(stream))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.failure().kind()).isEqualTo(Failure.Kind.OVERLOADED);
              assertThat(e.failure().origin()).isEqualTo(Failure.Origin.PROVIDER);
            });
  }

  @Test
  void an_answer_without_content_is_an_answer() {
    var stream =
        sse(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\",\"usage\":{\"input_tokens\":3,\"output_tokens\":0}}}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\"},\"usage\":{\"output_tokens\":1}}",
            "{\"type\":\"message_stop\"}");
    assertThat(events(stream))
        .contains(new ChatEvent.Finished(0, new Finish(FinishReason.REFUSAL, "refusal", null)));
  }
}

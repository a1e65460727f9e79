package io.llmcallgateway.dialect.responses;

import static io.llmcallgateway.dialect.responses.Calls.DIALECT;
import static io.llmcallgateway.dialect.responses.Calls.asked;
import static io.llmcallgateway.dialect.responses.Calls.data;
import static io.llmcallgateway.dialect.responses.Calls.decode;
import static io.llmcallgateway.dialect.responses.Calls.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatEvent.CallArguments;
import io.llmcallgateway.model.chat.ChatEvent.CallEnded;
import io.llmcallgateway.model.chat.ChatEvent.CallStarted;
import io.llmcallgateway.model.chat.ChatEvent.Finished;
import io.llmcallgateway.model.chat.ChatEvent.Reasoning;
import io.llmcallgateway.model.chat.ChatEvent.Signed;
import io.llmcallgateway.model.chat.ChatEvent.Started;
import io.llmcallgateway.model.chat.ChatEvent.Text;
import io.llmcallgateway.model.chat.ChatEvent.Used;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ResponsesStreamTest {
  private static final String ASKS = "{\"model\":\"m\",\"input\":\"天气?\",\"stream\":true}";

  /// Two calls that interleave, after reasoning and text.
  private static final List<ChatEvent> SAID =
      List.of(
          new Started("x", "claude-x", 7, Extras.NONE),
          new Reasoning(0, "想一"),
          new Reasoning(0, "想"),
          new Signed(0, new Signature(Signature.ANTHROPIC, false, "sig", null)),
          new Text(0, "好"),
          new Text(0, "的\n"),
          new CallStarted(0, 0, "c1", "weather", null),
          new CallStarted(0, 1, "c2", "time", null),
          new CallArguments(0, 0, "{\"a\":"),
          new CallArguments(0, 1, "{}"),
          new CallArguments(0, 0, "1}"),
          new CallEnded(0, 0),
          new CallEnded(0, 1),
          new Finished(0, Finish.of(FinishReason.TOOL_CALLS)),
          new Used(new Usage(10, 2, 0, 0, 0, 5, 3, 0)));

  @Test
  void events_come_in_openai_s_order_and_are_counted() {
    var events = data(encode(ASKS, SAID));
    assertThat(events)
        .extracting(each -> each.path("type").asString().substring("response.".length()))
        .containsExactly(
            "created",
            "in_progress",
            "output_item.added",
            "reasoning_summary_part.added",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.done",
            "reasoning_summary_part.done",
            "output_item.done",
            "output_item.added",
            "content_part.added",
            "output_text.delta",
            "output_text.delta",
            "output_text.done",
            "content_part.done",
            "output_item.done",
            "output_item.added",
            "function_call_arguments.delta",
            "function_call_arguments.delta",
            "function_call_arguments.done",
            "output_item.done",
            "output_item.added",
            "function_call_arguments.delta",
            "function_call_arguments.done",
            "output_item.done",
            "completed");
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).path("sequence_number").asInt()).isEqualTo(i);
    }
    assertThat(events.get(11).toString())
        .isEqualTo(
            "{\"type\":\"response.output_text.delta\","
                + "\"item_id\":\"msg_019000000000700080000000000000ab_1\",\"output_index\":1,"
                + "\"content_index\":0,\"delta\":\"好\",\"logprobs\":[],\"sequence_number\":11}");
    var response = events.getLast().path("response");
    assertThat(response.path("status").asString()).isEqualTo("completed");
    assertThat(response.at("/output/1/content/0/text").asString()).isEqualTo("好的\n");
    assertThat(response.at("/output/2/arguments").asString()).isEqualTo("{\"a\":1}");
    assertThat(response.at("/output/3/name").asString()).isEqualTo("time");
    assertThat(response.at("/usage/total_tokens").asLong()).isEqualTo(20);
  }

  @Test
  void a_stream_that_was_written_is_read_again_wherever_it_is_split() {
    var stream = encode(ASKS, SAID);
    var whole = decode(stream, Integer.MAX_VALUE >> 1);
    var assembler = new AnswerAssembler();
    whole.forEach(assembler::take);
    var choice = assembler.answer().choices().getFirst();
    assertThat(choice.text()).isEqualTo("好的\n");
    assertThat(requireNonNull(choice.finish()).reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(choice.parts()).hasSize(4);
    assertThat(assembler.answer().usage())
        .isEqualTo(new Usage(10, 2, 0, 0, 0, 5, 3, 0).served("default"));
    for (int piece : new int[] {1, 2, 3, 7, 64}) {
      assertThat(decode(stream, piece)).isEqualTo(whole);
    }
  }

  @Test
  void what_no_delta_told_is_taken_from_the_end() {
    var events =
        decode(
            """
            event: response.created
            data: {"type":"response.created","response":{"id":"r","model":"g","created_at":1}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":0,"item":{"type":"message"}}

            event: response.output_text.done
            data: {"type":"response.output_text.done","output_index":0,"content_index":0,"text":"整"}

            event: response.completed
            data: {"type":"response.completed","response":{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"整"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}]}}

            """,
            5);
    assertThat(events)
        .containsExactly(
            new Started("r", "g", 1, Extras.NONE),
            new Text(0, "整"),
            new CallStarted(0, 0, "c", "f", null),
            new CallArguments(0, 0, "{}"),
            new CallEnded(0, 0),
            new Finished(0, new Finish(FinishReason.TOOL_CALLS, "completed", null)));
  }

  @Test
  void a_cut_answer_says_why() {
    var events =
        decode(
            """
            data: {"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}}

            """,
            100);
    assertThat(events.getLast())
        .isEqualTo(new Finished(0, new Finish(FinishReason.LENGTH, "max_output_tokens", null)));
  }

  @Test
  void an_error_event_is_a_failure_in_either_of_its_shapes() {
    for (var error :
        List.of(
            "{\"type\":\"error\",\"error\":{\"type\":\"insufficient_quota\","
                + "\"code\":\"insufficient_quota\",\"message\":\"余额不足\"}}",
            "{\"type\":\"error\",\"code\":\"insufficient_quota\",\"message\":\"余额不足\"}")) {
      var thrown =
          catchThrowableOfType(GatewayException.class, () -> decode("data: " + error + "\n\n", 9));
      assertThat(thrown.failure().kind()).isEqualTo(Failure.Kind.QUOTA_EXHAUSTED);
      assertThat(thrown.failure().message()).isEqualTo("余额不足");
      assertThat(thrown.failure().origin()).isEqualTo(Failure.Origin.PROVIDER);
    }
  }

  @Test
  void an_error_in_the_middle_is_told_and_ends_in_a_failed_response() {
    var out = new ByteSink();
    var encoder = DIALECT.encoder(asked(ASKS));
    encoder.encode(new Text(0, "half"), out);
    encoder.error(Failure.ofProvider(Failure.Kind.OVERLOADED, "acme", "busy"), out);
    var events = data(new String(out.toByteArray(), UTF_8));
    var last = events.getLast();
    JsonNode error = events.get(events.size() - 2);
    assertThat(error.path("type").asString()).isEqualTo("error");
    assertThat(error.at("/error/message").asString()).isEqualTo("busy");
    assertThat(error.path("code").asString()).isEqualTo("overloaded");
    assertThat(last.path("type").asString()).isEqualTo("response.failed");
    assertThat(last.at("/response/error/code").asString()).isEqualTo("overloaded");
    assertThat(last.at("/response/output/0/content/0/text").asString()).isEqualTo("half");
    assertThat(last.at("/response/output/0/status").asString()).isEqualTo("incomplete");
  }

  @Test
  void a_call_without_arguments_has_an_empty_object() {
    var events =
        data(
            encode(
                ASKS,
                List.of(
                    new CallStarted(0, 0, "c1", "now", null),
                    new CallEnded(0, 0),
                    new Finished(0, Finish.of(FinishReason.TOOL_CALLS)))));
    assertThat(events.getLast().at("/response/output/0/arguments").asString()).isEqualTo("{}");
  }
}

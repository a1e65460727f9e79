package io.llmcallgateway.dialect.bedrock;

import static io.llmcallgateway.dialect.bedrock.Given.decoded;
import static io.llmcallgateway.dialect.bedrock.Given.frames;
import static io.llmcallgateway.dialect.bedrock.Given.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BedrockStreamTest {
  private static final ChatEvent STARTED = new ChatEvent.Started("", "", 0, Extras.NONE);

  private static final byte[] TEXT =
      frames(
          "messageStart {\"role\":\"assistant\",\"p\":\"abc\"}",
          "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"你好\"},\"p\":\"ab\"}",
          "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\", 世界\"},\"p\":\"a\"}",
          "contentBlockStop {\"contentBlockIndex\":0,\"p\":\"abcd\"}",
          "messageStop {\"stopReason\":\"end_turn\",\"p\":\"abcde\"}",
          "metadata {\"metrics\":{\"latencyMs\":9},\"p\":\"a\",\"usage\":{\"inputTokens\":5,"
              + "\"outputTokens\":3,\"totalTokens\":8,\"serverToolUsage\":{}}}");

  private static final byte[] CALLS =
      frames(
          "messageStart {\"role\":\"assistant\"}",
          "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"Both:\"}}",
          "contentBlockStop {\"contentBlockIndex\":0}",
          "contentBlockStart {\"contentBlockIndex\":1,\"start\":{\"toolUse\":"
              + "{\"toolUseId\":\"t1\",\"name\":\"weather\"}}}",
          "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"toolUse\":"
              + "{\"input\":\"{\\\"city\\\":\"}}}",
          "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"toolUse\":"
              + "{\"input\":\"\\\"北京\\\"}\"}}}",
          "contentBlockStop {\"contentBlockIndex\":1}",
          "contentBlockStart {\"contentBlockIndex\":2,\"start\":{\"toolUse\":"
              + "{\"toolUseId\":\"t2\",\"name\":\"now\"}}}",
          "contentBlockDelta {\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"\"}}}",
          "contentBlockStop {\"contentBlockIndex\":2}",
          "messageStop {\"stopReason\":\"tool_use\"}",
          "metadata {\"usage\":{\"inputTokens\":10,\"outputTokens\":4,\"totalTokens\":44,"
              + "\"cacheReadInputTokens\":20,\"cacheReadInputTokenCount\":20,"
              + "\"cacheWriteInputTokens\":10,\"cacheWriteInputTokenCount\":10}}");

  private static final byte[] REASONING =
      frames(
          "messageStart {\"role\":\"assistant\"}",
          "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":"
              + "{\"text\":\"Let me \"}}}",
          "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":"
              + "{\"text\":\"think\"}}}",
          "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":"
              + "{\"signature\":\"c2ln\"}}}",
          "contentBlockStop {\"contentBlockIndex\":0}",
          "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"reasoningContent\":"
              + "{\"redactedContent\":\"aGlkZGVu\"}}}",
          "contentBlockStop {\"contentBlockIndex\":1}",
          "contentBlockDelta {\"contentBlockIndex\":2,\"delta\":{\"text\":\"Yes\"}}",
          "contentBlockStop {\"contentBlockIndex\":2}",
          "messageStop {\"stopReason\":\"max_tokens\"}",
          "metadata {\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"totalTokens\":3}}");

  @Test
  void a_text_is_read_wherever_the_stream_is_cut() {
    for (int cut = 0; cut <= TEXT.length; cut++) {
      assertThat(decoded(TEXT, cut))
          .as("cut at %d", cut)
          .containsExactly(
              STARTED,
              new ChatEvent.Text(0, "你好"),
              new ChatEvent.Text(0, ", 世界"),
              new ChatEvent.Finished(0, new Finish(FinishReason.STOP, "end_turn", null)),
              new ChatEvent.Used(Usage.of(5, 3)));
    }
  }

  @Test
  void parallel_calls_are_read_wherever_the_stream_is_cut() {
    for (int cut = 0; cut <= CALLS.length; cut++) {
      assertThat(decoded(CALLS, cut))
          .as("cut at %d", cut)
          .containsExactly(
              STARTED,
              new ChatEvent.Text(0, "Both:"),
              new ChatEvent.CallStarted(0, 0, "t1", "weather", null),
              new ChatEvent.CallArguments(0, 0, "{\"city\":"),
              new ChatEvent.CallArguments(0, 0, "\"北京\"}"),
              new ChatEvent.CallEnded(0, 0),
              new ChatEvent.CallStarted(0, 1, "t2", "now", null),
              new ChatEvent.CallEnded(0, 1),
              new ChatEvent.Finished(0, new Finish(FinishReason.TOOL_CALLS, "tool_use", null)),
              new ChatEvent.Used(new Usage(10, 20, 10, 0, 0, 4, 0, 0)));
    }
  }

  @Test
  void reasoning_keeps_its_signature_and_what_is_redacted() {
    for (int cut = 0; cut <= REASONING.length; cut++) {
      assertThat(decoded(REASONING, cut))
          .as("cut at %d", cut)
          .containsExactly(
              STARTED,
              new ChatEvent.Reasoning(0, "Let me "),
              new ChatEvent.Reasoning(0, "think"),
              new ChatEvent.Signed(0, new Signature("anthropic", false, "c2ln", null)),
              new ChatEvent.Signed(0, new Signature("anthropic", true, "hidden", null)),
              new ChatEvent.Text(0, "Yes"),
              new ChatEvent.Finished(0, new Finish(FinishReason.LENGTH, "max_tokens", null)),
              new ChatEvent.Used(Usage.of(1, 2)));
    }
  }

  @Test
  void what_is_decoded_is_encoded_as_it_came_but_for_padding() {
    for (var stream : List.of(CALLS, REASONING)) {
      var told = told(encoded(decoded(stream, 0)));
      var expected = told(stream);
      // an empty fragment is not sent, and the gateway measures for itself
      expected.removeIf(each -> each.contains("\"input\":\"\""));
      assertThat(told.subList(0, told.size() - 1))
          .isEqualTo(expected.subList(0, expected.size() - 1));
      assertThat(told.getLast()).startsWith("metadata {\"usage\":").contains("\"latencyMs\":");
    }
  }

  @Test
  void calls_that_come_entangled_are_told_one_after_another() {
    var told =
        told(
            encoded(
                List.of(
                    STARTED,
                    new ChatEvent.CallStarted(0, 0, "a", "one", null),
                    new ChatEvent.CallStarted(0, 1, "b", "two", null),
                    new ChatEvent.CallArguments(0, 1, "{\"x\":1}"),
                    new ChatEvent.CallArguments(0, 0, "{}"),
                    new ChatEvent.CallEnded(0, 1),
                    new ChatEvent.CallEnded(0, 0),
                    new ChatEvent.Used(Usage.of(7, 2)),
                    new ChatEvent.Finished(0, Finish.of(FinishReason.STOP)))));
    assertThat(told)
        .startsWith(
            "messageStart {\"role\":\"assistant\"}",
            "contentBlockStart {\"contentBlockIndex\":0,\"start\":{\"toolUse\":"
                + "{\"toolUseId\":\"a\",\"name\":\"one\"}}}",
            "contentBlockDelta"
                + " {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}",
            "contentBlockStop {\"contentBlockIndex\":0}",
            "contentBlockStart {\"contentBlockIndex\":1,\"start\":{\"toolUse\":"
                + "{\"toolUseId\":\"b\",\"name\":\"two\"}}}",
            "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"toolUse\":"
                + "{\"input\":\"{\\\"x\\\":1}\"}}}",
            "contentBlockStop {\"contentBlockIndex\":1}",
            "messageStop {\"stopReason\":\"tool_use\"}");
    assertThat(told.getLast())
        .startsWith("metadata {\"usage\":{\"inputTokens\":7,\"outputTokens\":2,\"totalTokens\":9}");
  }

  @Test
  void an_answer_without_content_is_an_answer() {
    var told =
        told(encoded(List.of(STARTED, new ChatEvent.Finished(0, Finish.of(FinishReason.LENGTH)))));
    assertThat(told.subList(0, 2))
        .containsExactly(
            "messageStart {\"role\":\"assistant\"}", "messageStop {\"stopReason\":\"max_tokens\"}");
  }

  @Test
  void a_foreign_signature_comes_back_from_the_client_as_it_was() {
    var foreign = new Signature("gemini", false, "Zm9yZWlnbg==", null);
    var told =
        told(
            encoded(
                List.of(
                    STARTED, new ChatEvent.Reasoning(0, "Hm"), new ChatEvent.Signed(0, foreign))));
    var frame = told.get(2);
    var field = frame.substring(frame.indexOf("gw1_"), frame.indexOf("\"}}"));
    var read =
        Given.read(
            """
            {"messages":[{"role":"user","content":[{"text":"Hi"}]},
              {"role":"assistant","content":[{"reasoningContent":{"reasoningText":
                {"text":"Hm","signature":"%s"}}},{"text":"ok"}]}]}
            """
                .formatted(field));
    assertThat(read.messages().get(1).parts().getFirst())
        .isEqualTo(new Part.Reasoning("Hm", foreign));
  }

  /// Vercel's AI SDK drops a thought without a signature.
  @Test
  void a_thought_that_nobody_signed_has_a_mark_in_place_of_a_signature() {
    var told =
        told(
            encoded(
                List.of(
                    STARTED,
                    new ChatEvent.Reasoning(0, "先想"),
                    new ChatEvent.Reasoning(0, "一想"),
                    new ChatEvent.Text(0, "好"),
                    new ChatEvent.Finished(0, Finish.of(FinishReason.STOP)))));
    assertThat(told)
        .containsSequence(
            "contentBlockDelta"
                + " {\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"一想\"}}}",
            "contentBlockDelta"
                + " {\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"gw1_\"}}}",
            "contentBlockStop {\"contentBlockIndex\":0}",
            "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"text\":\"好\"}}");
    var read =
        Given.read(
            """
            {"messages":[{"role":"user","content":[{"text":"问"}]},
              {"role":"assistant","content":[{"reasoningContent":{"reasoningText":
                {"text":"先想一想","signature":"gw1_"}}},{"text":"好"}]}]}
            """);
    assertThat(read.messages().get(1).parts().getFirst())
        .isEqualTo(new Part.Reasoning("先想一想", null));
  }

  @Test
  void the_use_of_a_servers_tool_passes_through() {
    var stream =
        frames(
            "messageStart {\"role\":\"assistant\"}",
            "contentBlockStart {\"contentBlockIndex\":0,\"start\":{\"toolUse\":"
                + "{\"toolUseId\":\"s\",\"name\":\"nova_grounding\",\"type\":\"server_tool_use\"}}}",
            "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":"
                + "{\"input\":\"{\\\"q\\\":1}\"}}}",
            "contentBlockStop {\"contentBlockIndex\":0}",
            "messageStop {\"stopReason\":\"end_turn\"}");
    assertThat(told(encoded(decoded(stream, 0)))).startsWith(told(stream).toArray(String[]::new));
  }

  @Test
  void exceptions_in_the_middle_are_failures_of_their_kind() {
    assertThat(fails("!throttlingException {\"message\":\"Too many tokens\"}"))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
              assertThat(failure.message()).isEqualTo("Too many tokens");
              assertThat(failure.origin()).isEqualTo(Failure.Origin.PROVIDER);
            });
    assertThat(fails("!modelStreamErrorException {\"message\":\"x\"}").kind())
        .isEqualTo(Kind.UPSTREAM_ERROR);
    assertThat(fails("!internalServerException {}").kind()).isEqualTo(Kind.UPSTREAM_ERROR);
    assertThat(fails("!serviceUnavailableException {\"message\":\"x\"}").kind())
        .isEqualTo(Kind.OVERLOADED);
    assertThat(fails("!validationException {\"message\":\"Input is too long\"}").kind())
        .isEqualTo(Kind.CONTEXT_LENGTH);
    assertThat(fails("!modelTimeoutException {\"message\":\"x\"}").kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(fails("!somethingNew not json").message()).isEqualTo("not json");
  }

  private static Failure fails(String exception) {
    var stream = frames("messageStart {\"role\":\"assistant\"}", exception);
    var thrown = catchThrowableOfType(GatewayException.class, () -> decoded(stream, 0));
    return thrown.failure();
  }

  @Test
  void an_event_that_is_not_json_is_unreadable() {
    var frames = Given.DIALECT.frames(1 << 20);
    frames.feed(ByteBuffer.wrap(frames("contentBlockDelta {\"contentBlockIndex\":")));
    var decoder = Given.DIALECT.decoder(Given.target(), CallIds.asTheyAre());

    assertThat(frames.next()).isTrue();
    assertThat(decoder.decode(frames, _ -> {})).isEqualTo(Decoded.UNREADABLE);
  }

  @Test
  void a_stream_is_whole_from_the_message_stop_on_and_over_with_the_metadata() {
    var decoder = Given.DIALECT.decoder(Given.target(), CallIds.asTheyAre());
    var frames = Given.DIALECT.frames(1 << 20);
    frames.feed(ByteBuffer.wrap(TEXT));
    for (int event = 0; frames.next(); event++) {
      Decoding.decode(decoder, frames, _ -> {});
      assertThat(decoder.complete()).isEqualTo(event >= 4);
      assertThat(decoder.ended()).isEqualTo(event == 5);
    }
  }

  @Test
  void a_failure_in_the_middle_is_an_exception_frame() {
    var out = new ByteSink();
    Given.DIALECT
        .encoder(Given.asked(true))
        .error(Failure.ofProvider(Kind.OVERLOADED, "groq", "Busy: 忙"), out);
    assertThat(told(out.toByteArray()))
        .containsExactly(
            "!serviceUnavailableException {\"message\":\"Busy: 忙\",\"code\":\"overloaded\","
                + "\"origin\":\"provider\",\"provider\":\"groq\"}");
  }

  private static byte[] encoded(List<ChatEvent> events) {
    var out = new ByteSink();
    var encoder = Given.DIALECT.encoder(Given.asked(true));
    assertThat(encoder.contentType()).isEqualTo("application/vnd.amazon.eventstream");
    encoder.keepAlive(out);
    for (var event : events) encoder.encode(event, out);
    encoder.end(out);
    return out.toByteArray();
  }
}

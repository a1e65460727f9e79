package io.llmcallgateway.dialect.openai;

import static io.llmcallgateway.dialect.openai.Kit.asked;
import static io.llmcallgateway.dialect.openai.Kit.chunks;
import static io.llmcallgateway.dialect.openai.Kit.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import org.junit.jupiter.api.Test;

final class ChunkEncoderTest {
  private static final ChatEvent START = new ChatEvent.Started("c1", "m1", 5, Extras.NONE);

  private static ChatEvent finished(FinishReason reason) {
    return new ChatEvent.Finished(0, Finish.of(reason));
  }

  @Test
  void writes_the_grammar_of_openai_byte_for_byte() {
    var asked =
        asked(
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}");
    var head =
        "data:"
            + " {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m1\",\"choices\":[";
    var open = "},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n";
    assertThat(
            encode(
                asked,
                START,
                new ChatEvent.Text(0, "你\"好"),
                finished(FinishReason.STOP),
                new ChatEvent.Used(Usage.of(3, 2))))
        .isEqualTo(
            head
                + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null"
                + open
                + head
                + "{\"index\":0,\"delta\":{\"content\":\"你\\\"好\""
                + open
                + head
                + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
                + head
                + "],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0}}}\n\n"
                + "data: [DONE]\n\n");
  }

  @Test
  void usage_comes_only_where_it_was_asked_for() {
    var stream = encode(asked(), START, new ChatEvent.Text(0, "a"), new ChatEvent.Used(Usage.NONE));
    assertThat(stream).doesNotContain("usage").endsWith("data: [DONE]\n\n");
  }

  @Test
  void what_it_writes_reads_as_what_it_was() {
    var stream =
        encode(
            asked(),
            START,
            new ChatEvent.Reasoning(0, "想"),
            new ChatEvent.Text(0, "答案😀"),
            new ChatEvent.CallStarted(0, 0, "a", "查", null),
            new ChatEvent.CallStarted(0, 1, "b", "now", null),
            new ChatEvent.CallArguments(0, 0, "{\"城\":"),
            new ChatEvent.CallArguments(0, 0, "1}"),
            new ChatEvent.CallEnded(0, 0),
            new ChatEvent.CallEnded(0, 1),
            finished(FinishReason.TOOL_CALLS));
    assertThat(Kit.decode(stream))
        .containsExactly(
            START,
            new ChatEvent.Reasoning(0, "想"),
            new ChatEvent.Text(0, "答案😀"),
            new ChatEvent.CallStarted(0, 0, "a", "查", null),
            new ChatEvent.CallStarted(0, 1, "b", "now", null),
            new ChatEvent.CallArguments(0, 0, "{\"城\":"),
            new ChatEvent.CallArguments(0, 0, "1}"),
            new ChatEvent.CallArguments(0, 1, "{}"),
            new ChatEvent.CallEnded(0, 0),
            new ChatEvent.CallEnded(0, 1),
            new ChatEvent.Finished(0, new Finish(FinishReason.TOOL_CALLS, "tool_calls", null)));
  }

  @Test
  void signed_reasoning_rides_on_the_next_call_s_id() {
    var signature = new Signature(Signature.ANTHROPIC, false, "c2ln", null);
    var chunks =
        chunks(
            encode(
                asked(),
                START,
                new ChatEvent.Reasoning(0, "想一"),
                new ChatEvent.Reasoning(0, "想"),
                new ChatEvent.Signed(0, signature),
                new ChatEvent.CallStarted(0, 0, "call_1", "f", null),
                new ChatEvent.CallEnded(0, 0),
                finished(FinishReason.TOOL_CALLS)));
    var details = chunks.get(3).at("/choices/0/delta/reasoning_details/0");
    assertThat(details.path("text").asString()).isEqualTo("想一想");
    assertThat(details.path("signature").asString()).isEqualTo("c2ln");
    var id = chunks.get(4).at("/choices/0/delta/tool_calls/0/id").asString();
    var opened = SignatureEnvelope.fromId(id);
    assertThat(opened.id()).isEqualTo("call_1");
    assertThat(opened.reasoning()).containsExactly(new Part.Reasoning("想一想", signature));
  }

  @Test
  void choices_have_a_role_each_and_a_refusal_stops() {
    var chunks =
        chunks(
            encode(
                asked(),
                START,
                new ChatEvent.Text(1, "b"),
                new ChatEvent.Refusal(0, "不"),
                finished(FinishReason.REFUSAL)));
    assertThat(chunks.get(0).at("/choices/0/index")).hasToString("1");
    assertThat(chunks.get(0).at("/choices/0/delta").has("role")).isTrue();
    assertThat(chunks.get(2).at("/choices/0/delta").has("role")).isTrue();
    assertThat(chunks.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
  }

  @Test
  void a_client_of_functions_gets_function_calls() {
    var asked =
        asked(
            "{\"model\":\"m\",\"functions\":[{\"name\":\"f\"}],\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}");
    var chunks =
        chunks(
            encode(
                asked,
                START,
                new ChatEvent.CallStarted(0, 0, "a", "f", null),
                new ChatEvent.CallEnded(0, 0),
                finished(FinishReason.TOOL_CALLS)));
    assertThat(chunks.get(1).at("/choices/0/delta/function_call/name").asString()).isEqualTo("f");
    assertThat(chunks.get(2).at("/choices/0/delta/function_call/arguments").asString())
        .isEqualTo("{}");
    assertThat(chunks.get(3).at("/choices/0/finish_reason").asString()).isEqualTo("function_call");
  }

  @Test
  void an_error_is_an_event_and_no_end() {
    var out = new ByteSink();
    var encoder = Kit.DIALECT.encoder(asked());
    encoder.encode(START, out);
    encoder.error(Failure.ofProvider(Failure.Kind.STREAM_CUT, "acme", "断了"), out);
    assertThat(new String(out.toByteArray(), UTF_8))
        .startsWith("data: {\"error\":{\"message\":\"断了\"")
        .endsWith("}}\n\n");
  }
}

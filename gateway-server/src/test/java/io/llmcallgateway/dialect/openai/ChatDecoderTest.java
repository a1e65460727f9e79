package io.llmcallgateway.dialect.openai;

import static io.llmcallgateway.dialect.openai.Kit.chunk;
import static io.llmcallgateway.dialect.openai.Kit.decode;
import static io.llmcallgateway.dialect.openai.Kit.finish;
import static io.llmcallgateway.dialect.openai.Kit.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.SseReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ChatDecoderTest {
  private static final String USAGE =
      "{\"prompt_tokens\":7,\"completion_tokens\":5,\"total_tokens\":12}";

  private static ChatAnswer.Choice choice(List<ChatEvent> events) {
    var gathered = new AnswerAssembler();
    events.forEach(gathered::take);
    return gathered.answer().choices().getFirst();
  }

  private static FinishReason reason(ChatAnswer.Choice choice) {
    return Objects.requireNonNull(choice.finish()).reason();
  }

  private static String call(String index, String rest) {
    return chunk("{\"tool_calls\":[{" + index + rest + "}]}");
  }

  private static Failure failure(String stream) {
    var e = catchThrowableOfType(GatewayException.class, () -> decode(stream));
    assertThat(e).isNotNull();
    return e.failure();
  }

  @Test
  void reads_a_stream_split_at_every_byte() {
    var stream =
        stream(
                "{\"id\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":[]}",
                chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
                chunk("{\"reasoning_content\":\"想一想\"}"),
                chunk("{\"content\":\"今天\\u0041 \\\"好\\\" 😀\"}"),
                call(
                    "\"index\":0,",
                    "\"id\":\"a\",\"function\":{\"name\":\"天气\",\"arguments\":\"\"}"),
                call("\"index\":0,", "\"function\":{\"arguments\":\"{\\\"城\"}"),
                call(
                    "\"index\":1,",
                    "\"id\":\"b\",\"function\":{\"name\":\"now\",\"arguments\":\"\"}"),
                call("\"index\":0,", "\"function\":{\"arguments\":\"市\\\":1}\"}"),
                finish("tool_calls"),
                "{\"id\":\"c1\",\"choices\":[],\"usage\":" + USAGE + "}")
            .replace("\n\n", "\r\n\r\n");
    var whole = decode(stream);
    for (int piece = 1; piece < 40; piece++) assertThat(decode(stream, piece)).isEqualTo(whole);
    assertThat(whole)
        .containsExactly(
            new ChatEvent.Started("c1", "m1", 5, Extras.NONE),
            new ChatEvent.Reasoning(0, "想一想"),
            new ChatEvent.Text(0, "今天A \"好\" 😀"),
            new ChatEvent.CallStarted(0, 0, "a", "天气", null),
            new ChatEvent.CallArguments(0, 0, "{\"城"),
            new ChatEvent.CallStarted(0, 1, "b", "now", null),
            new ChatEvent.CallArguments(0, 0, "市\":1}"),
            new ChatEvent.Used(Usage.of(7, 5)),
            new ChatEvent.CallEnded(0, 0),
            new ChatEvent.CallEnded(0, 1),
            new ChatEvent.Finished(0, new Finish(FinishReason.TOOL_CALLS, "tool_calls", null)));
  }

  @Test
  void tells_a_repeated_finish_once_and_after_what_still_comes() {
    var events =
        decode(
            stream(
                call(
                    "\"index\":0,",
                    "\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}"),
                finish("tool_calls"),
                call("\"index\":0,", "\"function\":{\"arguments\":\"1}\"}"),
                "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}],\"usage\":"
                    + USAGE
                    + "}",
                "{\"choices\":[],\"usage\":" + USAGE + "}"));
    assertThat(events.stream().filter(ChatEvent.Finished.class::isInstance)).hasSize(1);
    assertThat(events.stream().filter(ChatEvent.Used.class::isInstance)).hasSize(1);
    assertThat(choice(events).parts()).containsExactly(Part.ToolCall.of("a", "f", "{\"x\":1}"));
  }

  @Test
  void takes_usage_that_stands_beside_the_last_words() {
    var events =
        decode(
            stream(
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"完\"},\"finish_reason\":\"stop\"}],\"usage\":"
                    + USAGE
                    + "}"));
    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Started", "Text", "Used", "Finished");
  }

  @Test
  void an_end_without_done_is_whole_only_where_each_choice_has_ended() {
    var decoder = Kit.DIALECT.decoder(Kit.target(Quirk.NO_DONE), CallIds.asTheyAre());
    var frames = new SseReader(1_000);
    frames.feed(
        ByteBuffer.wrap(
            ("data: " + chunk("{\"content\":\"a\"}") + "\n\ndata: " + finish("stop") + "\n\n")
                .getBytes(StandardCharsets.UTF_8)));
    frames.next();
    Decoding.decode(decoder, frames, _ -> {});
    assertThat(decoder.complete()).isFalse();
    frames.next();
    Decoding.decode(decoder, frames, _ -> {});
    assertThat(decoder.complete()).isTrue();
    assertThat(decoder.ended()).isFalse();
  }

  @Test
  void knows_loose_tool_calls_apart() {
    // No index, no ids; the first without arguments as Groq writes it.
    var loose =
        decode(
            stream(
                call("", "\"function\":{\"name\":\"one\",\"arguments\":\"null\"}"),
                call("", "\"function\":{\"name\":\"two\",\"arguments\":\"{\\\"a\\\":\"}"),
                call("", "\"function\":{\"name\":\"\",\"arguments\":\"2}\"}"),
                finish("stop")));
    assertThat(choice(loose).parts())
        .containsExactly(
            Part.ToolCall.of("", "one", "{}"), Part.ToolCall.of("", "two", "{\"a\":2}"));
    assertThat(reason(choice(loose))).isEqualTo(FinishReason.TOOL_CALLS);
    // All with index 0 and empty ids, whole, as Gemini's compatible endpoint sends them.
    var zeros =
        decode(
            stream(
                call(
                    "\"index\":0,",
                    "\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                call(
                    "\"index\":0,",
                    "\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                finish("stop")));
    assertThat(choice(zeros).parts()).hasSize(2);
    // Index from 1, the name repeated, an object for arguments.
    var odd =
        decode(
            stream(
                call(
                    "\"index\":1,",
                    "\"id\":\"x\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}"),
                call(
                    "\"index\":1,",
                    "\"id\":\"x\",\"function\":{\"name\":\"f\",\"arguments\":{\"k\":1.50}}"),
                finish("tool_calls")));
    assertThat(choice(odd).parts()).hasSize(1);
    assertThat(odd).contains(new ChatEvent.CallStarted(0, 0, "x", "f", null));
  }

  @Test
  void reads_mistral_s_arrays_of_content() {
    var events =
        decode(
            stream(
                chunk(
                    "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"嗯\"}]}]}"),
                chunk(
                    "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"好\"}],\"closed\":true},{\"type\":\"text\",\"text\":\"答\"}]}"),
                chunk("{\"content\":\"案\"}"),
                finish("model_length")));
    assertThat(choice(events).parts())
        .containsExactly(new Part.Reasoning("嗯好", null), Part.Text.of("答案"));
    assertThat(reason(choice(events))).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void takes_think_tags_apart_wherever_they_are_cut() {
    var text = " <think>\n想 <b>\n</think>\n\n答 <think>";
    for (int cut = 1; cut < text.length(); cut++) {
      var events =
          decode(
              stream(
                  chunk("{\"content\":" + quoted(text.substring(0, cut)) + "}"),
                  chunk("{\"content\":" + quoted(text.substring(cut)) + "}"),
                  finish("stop")),
              Quirk.THINK_TAGS);
      assertThat(choice(events).parts())
          .containsExactly(new Part.Reasoning("\n想 <b>\n", null), Part.Text.of("答 <think>"));
    }
    var plain = decode(stream(chunk("{\"content\":\" <thi\"}"), finish("stop")), Quirk.THINK_TAGS);
    assertThat(choice(plain).text()).isEqualTo(" <thi");
  }

  private static String quoted(String text) {
    return new String(Json.string(text), StandardCharsets.UTF_8);
  }

  @Test
  void reads_reasoning_details_with_the_family_that_signed_them() {
    var events =
        decode(
            stream(
                chunk(
                    "{\"reasoning\":\"思\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"思\",\"format\":\"anthropic-claude-v1\",\"index\":0}]}"),
                chunk(
                    "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"c2ln\",\"format\":\"anthropic-claude-v1\",\"index\":0}]}"),
                chunk(
                    "{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"R0VN\",\"id\":\"call_1\",\"format\":\"google-gemini-v1\",\"index\":1}]}"),
                call(
                    "\"index\":0,",
                    "\"id\":\"call_1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                finish("tool_calls")));
    assertThat(choice(events).parts())
        .containsExactly(
            new Part.Reasoning("思", new Signature(Signature.ANTHROPIC, false, "c2ln", null)),
            new Part.ToolCall(
                "call_1",
                "f",
                "{}",
                new Signature(Signature.GEMINI, false, "R0VN", null),
                null,
                Extras.NONE));
  }

  @Test
  void counts_reasoning_beside_the_completion_where_the_vendor_does() {
    var usage =
        "{\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":3,\"total_tokens\":33,\"completion_tokens_details\":{\"reasoning_tokens\":20}}}";
    var events = decode(stream(finish("stop"), usage), Quirk.REASONING_BESIDE);
    assertThat(events)
        .filteredOn(ChatEvent.Used.class::isInstance)
        .extracting(event -> ((ChatEvent.Used) event).usage())
        .containsExactly(new Usage(10, 0, 0, 0, 0, 3, 20, 0));
  }

  @Test
  void gathers_perplexity_s_sources_at_the_end() {
    var events =
        decode(
            stream(
                "{\"id\":\"c\",\"citations\":[\"https://a.cn\"],\"search_results\":[{\"title\":\"甲\",\"url\":\"https://a.cn\"}],\"choices\":[{\"index\":0,\"delta\":{\"content\":\"见\"}}]}",
                finish("stop")));
    var text = (Part.Text) choice(events).parts().getFirst();
    assertThat(text.citations()).hasSize(1);
    assertThat(text.citations().getFirst().title()).isEqualTo("甲");
  }

  @Test
  void an_error_in_the_stream_is_the_provider_s() {
    var before = chunk("{\"content\":\"半\"}");
    var numeric =
        failure(stream(before, "{\"error\":{\"message\":\"限流\",\"code\":429},\"choices\":[]}"));
    assertThat(numeric.kind()).isEqualTo(Failure.Kind.RATE_LIMITED);
    assertThat(numeric.origin()).isEqualTo(Failure.Origin.PROVIDER);
    var flat = failure(stream("{\"object\":\"error\",\"message\":\"坏\",\"code\":500}"));
    assertThat(flat.message()).isEqualTo("坏");
    var ofChoice =
        failure(
            stream(
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\",\"error\":{\"code\":502,\"message\":\"断\"}}]}"));
    assertThat(ofChoice.message()).isEqualTo("断");
    assertThat(failure(stream(finish("insufficient_system_resource"))).kind())
        .isEqualTo(Failure.Kind.OVERLOADED);
    assertThat(failure("event: error\ndata: {\"x\":1}\n\n").kind())
        .isEqualTo(Failure.Kind.UPSTREAM_ERROR);
    assertThat(failure("data: 不是 JSON\n\n").kind()).isEqualTo(Failure.Kind.UPSTREAM_ERROR);
  }
}

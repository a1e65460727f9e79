package io.llmcallgateway.dialect.openai;

import static io.llmcallgateway.dialect.openai.Kit.chunk;
import static io.llmcallgateway.dialect.openai.Kit.finish;
import static io.llmcallgateway.dialect.openai.Kit.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.dialect.openai.stream.OpenAiStreamTap;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.dialect.support.AnswerSummary;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.SseReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OpenAiStreamTapTest {
  private final OpenAiStreamTap tap = new OpenAiStreamTap(Kit.target());

  private Tapped see(String data) {
    var events = new SseReader(1 << 20);
    events.feed(ByteBuffer.wrap((": 注释\n\ndata: " + data + "\n\n").getBytes(UTF_8)));
    assertThat(events.next()).isTrue(); // the comment
    assertThat(events.next()).isTrue();
    return tap.see(events);
  }

  private Tapped delta(String delta) {
    return see("{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}");
  }

  @Test
  void tells_roles_and_empty_deltas_from_content() {
    assertThat(delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"))
        .isEqualTo(Tapped.Kind.EMPTY);
    assertThat(see("{\"choices\":[],\"prompt_filter_results\":[]}")).isEqualTo(Tapped.Kind.EMPTY);
    assertThat(delta("{\"content\":\"你\"}")).isEqualTo(Tapped.Kind.CONTENT);
    assertThat(delta("{\"reasoning_content\":\"想\"}")).isEqualTo(Tapped.Kind.CONTENT);
    assertThat(delta("{\"refusal\":\"no\"}")).isEqualTo(Tapped.Kind.CONTENT);
    assertThat(delta("{\"audio\":{\"id\":\"a\"}}")).isEqualTo(Tapped.Kind.CONTENT);
    assertThat(see("[DONE]")).isEqualTo(Tapped.Kind.DONE);
    assertThat(see("[DONE] ")).isEqualTo(Tapped.Kind.DONE);
  }

  @Test
  void tells_usage_alone_from_usage_beside_content() {
    var usage = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}";
    assertThat(see("{\"choices\":[]," + usage + "}")).isEqualTo(Tapped.Kind.USAGE);
    assertThat(
            see(
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                    + usage
                    + "}"))
        .isEqualTo(Tapped.Kind.CONTENT);
    assertThat(tap.answer().usage()).isEqualTo(Usage.of(3, 5));
  }

  @Test
  void puts_text_split_inside_a_surrogate_pair_together() {
    delta("{\"content\":\"a\\ud83d\"}");
    delta("{\"content\":\"\\ude00b\\n\"}");
    assertThat(tap.answer().text().utf8()).isEqualTo("a\\ud83d\\ude00b\\n");
    var document = Json.MAPPER.readTree(tap.answer().body().toByteArray());
    assertThat(document.at("/choices/0/message/content").asString()).isEqualTo("a😀b\n");
  }

  @Test
  void puts_interleaved_tool_calls_together() {
    delta(
        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"天气\",\"arguments\":\"\"}}]}");
    delta(
        "{\"tool_calls\":[{\"index\":1,\"id\":\"c2\",\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}}]}");
    delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"\",\"arguments\":\"{\\\"城\"}}]}");
    delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"市\\\":1}\"}}]}");
    assertThat(tap.finished()).isFalse();
    see("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}");
    assertThat(tap.finished()).isTrue();
    var answer = tap.answer();
    assertThat(answer.toolCalls()).hasSize(2);
    assertThat(answer.toolCalls().getFirst().name()).isEqualTo("天气");
    var calls =
        Json.MAPPER.readTree(answer.body().toByteArray()).at("/choices/0/message/tool_calls");
    assertThat(calls.at("/0/function/arguments").asString()).isEqualTo("{\"城市\":1}");
    assertThat(calls.at("/1/id").asString()).isEqualTo("c2");
  }

  @Test
  void keeps_choices_apart() {
    see("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}");
    see("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}");
    assertThat(tap.finished()).isFalse();
    see("{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}");
    assertThat(tap.finished()).isTrue();
    var document = Json.MAPPER.readTree(tap.answer().body().toByteArray());
    assertThat(document.at("/choices/1/message/content").asString()).isEqualTo("b");
  }

  @Test
  void reads_completion_chunks() {
    assertThat(see("{\"choices\":[{\"index\":0,\"text\":\"hi\"}]}")).isEqualTo(Tapped.Kind.CONTENT);
    assertThat(tap.answer().text().utf8()).isEqualTo("hi");
  }

  private static Failure failure(Tapped tapped) {
    assertThat(tapped).isInstanceOf(Tapped.ProviderError.class);
    return ((Tapped.ProviderError) tapped).failure();
  }

  @Test
  void reads_errors_inside_a_stream() {
    var failure = failure(see("{\"error\":{\"message\":\"限流\",\"code\":429},\"choices\":[]}"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.RATE_LIMITED);
    assertThat(failure.message()).isEqualTo("限流");
    assertThat(failure.provider()).isEqualTo("acme");
    assertThat(failure(see("{\"error\":\"plain\"}")).message()).isEqualTo("plain");
    assertThat(see("{\"error\":null,\"choices\":[]}")).isEqualTo(Tapped.Kind.EMPTY);
  }

  @Test
  void an_event_named_error_is_one_whatever_it_holds() {
    var events = new SseReader(1 << 20);
    events.feed(ByteBuffer.wrap("event: error\ndata: {\"x\":1}\n\n".getBytes(UTF_8)));
    assertThat(events.next()).isTrue();
    assertThat(tap.see(events)).isInstanceOf(Tapped.ProviderError.class);
  }

  @Test
  void an_empty_finish_reason_finishes_nothing() {
    assertThat(see("{\"choices\":[{\"delta\":{\"role\":\"assistant\"},\"finish_reason\":\"\"}]}"))
        .isEqualTo(Tapped.Kind.EMPTY);
    assertThat(tap.finished()).isFalse();
  }

  /// Streams of vendors that leave something out, repeat it, or put it elsewhere.
  static List<String> streams() {
    var usage = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}";
    var f = "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"\\u0061\\\":1}\"}";
    return List.of(
        stream(
            chunk("{\"content\":\"你\\n\"}"),
            chunk("{\"content\":\"\\ud83d\\ude0b\"}"),
            finish("stop")),
        stream(chunk("{\"content\":null,\"refusal\":\"不\"}"), finish("stop")),
        // The same words beside the delta (Together), and a whole message in a delta's place.
        stream(
            "{\"id\":\"c\",\"choices\":[{\"text\":\"好\",\"delta\":{\"content\":\"好\"}}]}",
            finish("stop")),
        stream(
            "{\"id\":\"c\",\"choices\":[{\"message\":{\"content\":\"好\"},\"finish_reason\":\"stop\"}]}"),
        // Usage in the choice (Moonshot) and in a member of its own (Groq).
        stream(
            "{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\","
                + usage
                + "}]}"),
        stream(
            chunk("{\"content\":\"a\"}"),
            finish("stop"),
            "{\"id\":\"c\",\"choices\":[],\"x_groq\":{" + usage + "}}"),
        // Calls without an index, all with index 0, with an object for arguments, and a function's.
        stream(
            chunk("{\"tool_calls\":[{" + f + "}]}"),
            chunk("{\"tool_calls\":[{" + f + "}]}"),
            finish("stop")),
        stream(
            chunk("{\"tool_calls\":[{\"index\":0," + f + "}]}"),
            chunk("{\"tool_calls\":[{\"index\":0," + f + "}]}"),
            finish("tool_calls")),
        stream(
            chunk(
                "{\"tool_calls\":[{\"index\":2,\"id\":\"x\",\"function\":{\"name\":\"f\",\"arguments\":{\"k\":[1]}}}]}"),
            finish("tool_calls")),
        stream(
            chunk("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}"),
            chunk("{\"function_call\":{\"arguments\":\"}\"}}"),
            finish("function_call")));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void tells_the_same_of_a_stream_as_the_decoder_does(String stream) {
    var events = new SseReader(1 << 20);
    events.feed(ByteBuffer.wrap(stream.getBytes(UTF_8)));
    while (events.next()) assertThat(tap.see(events)).isNotInstanceOf(Tapped.ProviderError.class);
    var assembler = new AnswerAssembler();
    Kit.decode(stream).forEach(assembler::take);
    var decoded = AnswerSummary.of(assembler.answer(), Body.EMPTY);
    var tapped = tap.answer();
    assertThat(plain(tapped.text())).isEqualTo(plain(decoded.text()));
    assertThat(tapped.usage()).isEqualTo(decoded.usage());
    assertThat(calls(tapped)).isEqualTo(calls(decoded));
  }

  private static List<String> calls(Answer answer) {
    return answer.toolCalls().stream().map(call -> call.name() + plain(call.arguments())).toList();
  }

  private static String plain(Body escaped) {
    return Json.MAPPER.readTree('"' + escaped.utf8() + '"').asString();
  }

  @Test
  void tells_what_it_cannot_read() {
    assertThat(see("not json")).isEqualTo(Tapped.Kind.UNREADABLE);
    assertThat(see("{\"choices\":7}")).isEqualTo(Tapped.Kind.EMPTY);
    assertThat(see("[1]")).isEqualTo(Tapped.Kind.UNREADABLE);
  }
}

package io.llmcallgateway.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OllamaDialectTest {
  private static final OllamaDialect DIALECT = new OllamaDialect();
  private static final TargetModel TARGET =
      new TargetModel("ollama", "qwen3:8b", ModelRules.UNKNOWN, true);
  private static final String STREAM =
      """
      {"model":"qwen3:8b","created_at":"2026-11-23T01:02:03.4Z","message":{"role":"assistant","content":"","thinking":"先想"},"done":false}
      {"model":"qwen3:8b","created_at":"2026-11-23T01:02:03.5Z","message":{"role":"assistant","content":"查一下😀"},"done":false}
      {"model":"qwen3:8b","created_at":"2026-11-23T01:02:03.6Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"杭州","at":1.50}}},{"id":"","function":{"name":"now","arguments":{}}}]},"done":false}
      {"model":"qwen3:8b","created_at":"2026-11-23T01:02:03.7Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","eval_count":9}
      """;

  private static ChatAnswer streamed(byte[] stream, int piece) {
    var frames = DIALECT.frames(1 << 20);
    var decoder = DIALECT.decoder(TARGET, CallIds.asTheyAre());
    var assembler = new AnswerAssembler();
    for (int at = 0; at < stream.length; at += piece) {
      frames.feed(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)));
      while (frames.next()) Decoding.decode(decoder, frames, assembler);
    }
    while (frames.last()) Decoding.decode(decoder, frames, assembler);
    assertThat(decoder.complete()).isTrue();
    return assembler.answer();
  }

  @Test
  void a_stream_is_read_the_same_however_it_is_cut() {
    var bytes = STREAM.getBytes(UTF_8);
    var whole = streamed(bytes, bytes.length);
    var choice = whole.choices().getFirst();
    assertThat(choice.parts())
        .containsExactly(
            new Part.Reasoning("先想", null),
            Part.Text.of("查一下😀"),
            Part.ToolCall.of("", "weather", "{\"city\":\"杭州\",\"at\":1.50}"),
            Part.ToolCall.of("", "now", "{}"));
    assertThat(Objects.requireNonNull(choice.finish()).reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(whole.usage()).isEqualTo(Usage.of(0, 9));
    for (int piece = 1; piece < 9; piece++) assertThat(streamed(bytes, piece)).isEqualTo(whole);
  }

  @Test
  void a_stream_that_stops_early_is_not_complete() {
    var decoder = DIALECT.decoder(TARGET, CallIds.asTheyAre());
    var frames = DIALECT.frames(1 << 20);
    frames.feed(ByteBuffer.wrap(STREAM.lines().findFirst().orElseThrow().getBytes(UTF_8)));
    assertThat(frames.last()).isTrue();
    Decoding.decode(decoder, frames, _ -> {});
    assertThat(decoder.complete()).isFalse();
  }

  @Test
  void an_error_line_is_an_error() {
    var decoder = DIALECT.decoder(TARGET, CallIds.asTheyAre());
    var frames = DIALECT.frames(1 << 20);
    frames.feed(ByteBuffer.wrap("{\"error\":\"显存不足\"}\n".getBytes(UTF_8)));
    assertThat(frames.next()).isTrue();
    var thrown =
        catchThrowableOfType(
            GatewayException.class, () -> Decoding.decode(decoder, frames, _ -> {}));
    assertThat(thrown.failure().message()).contains("显存不足");
    assertThat(thrown.failure().origin()).isEqualTo(Failure.Origin.PROVIDER);
  }

  @Test
  void missing_ids_are_made_up_and_differ() {
    var body = Body.utf8(STREAM.lines().skip(2).findFirst().orElseThrow());
    var request = ChatRequest.of("m").build();
    var answer = DIALECT.readAnswer(body, TARGET, CallIds.after(request));
    var ids =
        answer.choices().getFirst().parts().stream()
            .map(part -> ((Part.ToolCall) part).id())
            .toList();
    assertThat(ids).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.startsWith("call_"));
  }

  @Test
  void a_missing_model_is_told() {
    var body = Body.utf8("{\"error\":\"model 'nope' not found\"}");
    var failure = DIALECT.readError(404, Headers.NONE, body, "ollama");
    assertThat(failure.kind()).isEqualTo(Failure.Kind.MODEL_NOT_FOUND);
  }

  private static JsonNode written(ChatRequest request, Losses losses) {
    return Json.MAPPER.readTree(DIALECT.writeRequest(request, TARGET, losses).body().toByteArray());
  }

  @Test
  void a_request_is_written_in_ollamas_words() {
    var schema = Json.MAPPER.readTree("{\"type\":\"object\"}");
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.SYSTEM, "简短"));
    request.messages.add(
        Message.of(
            Role.USER,
            List.of(
                Part.Text.of("看图"),
                Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64("QUJD"), "image/png"))));
    request.messages.add(
        Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("call_1", "look", "{\"x\":1.50}"))));
    request.messages.add(
        Message.of(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    "call_1", null, List.of(Part.Text.of("猫")), false, null, Extras.NONE))));
    request.tools.add(new Tool.Function("look", "看", schema, null, null, Extras.NONE));
    request.tools.add(new Tool.Function("other", null, null, null, null, Extras.NONE));
    request.toolChoice = new ToolChoice.Named("look");
    request.format = new OutputFormat.JsonSchema("a", null, schema, true);
    request.maxTokens = 77L;
    request.stop.add("END");
    var losses = new Losses(false, "ollama/qwen3:8b");
    var body = written(request.build(), losses);
    assertThat(body.at("/stream").asBoolean()).isTrue();
    assertThat(body.at("/messages/1/images/0").asString()).isEqualTo("QUJD");
    assertThat(body.at("/messages/2/tool_calls/0/function/arguments").toString())
        .isEqualTo("{\"x\":1.5}");
    assertThat(body.at("/messages/3/tool_name").asString()).isEqualTo("look");
    assertThat(body.path("tools")).hasSize(1);
    assertThat(body.path("format")).isEqualTo(schema);
    assertThat(body.at("/options/num_predict").asLong()).isEqualTo(77);
    assertThat(body.at("/options/stop/0").asString()).isEqualTo("END");
    assertThat(losses.report().header()).isEqualTo("tool_choice:unsupported");
  }

  @Test
  void a_choice_of_no_tool_leaves_the_tools_out() {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.USER, "hi"));
    request.tools.add(new Tool.Function("look", null, null, null, null, Extras.NONE));
    request.toolChoice = new ToolChoice.None();
    assertThat(written(request.build(), new Losses(true, "x")).has("tools")).isFalse();
  }
}

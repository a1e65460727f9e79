package io.llmcallgateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.relay.translation.AnswerLosses;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What every dialect must do that clients and providers speak. What its format cannot say stands
/// in `FormatLosses`.
public abstract class DialectContract extends TargetContract {
  /// What a gateway says of itself is, to the next one, what its provider says.
  private static final Map<Failure.Kind, Failure.Kind> ALSO_TOLD =
      Map.ofEntries(
          Map.entry(Failure.Kind.UNAUTHENTICATED, Failure.Kind.UPSTREAM_AUTH),
          Map.entry(Failure.Kind.UNKNOWN_PATH, Failure.Kind.MODEL_NOT_FOUND),
          Map.entry(Failure.Kind.METHOD_NOT_ALLOWED, Failure.Kind.INVALID_REQUEST),
          Map.entry(Failure.Kind.CLIENT_TIMEOUT, Failure.Kind.TIMEOUT),
          Map.entry(Failure.Kind.UNSUPPORTED_ENCODING, Failure.Kind.INVALID_REQUEST),
          Map.entry(Failure.Kind.HEADERS_TOO_LARGE, Failure.Kind.INVALID_REQUEST),
          Map.entry(Failure.Kind.INTERNAL, Failure.Kind.UPSTREAM_ERROR),
          Map.entry(Failure.Kind.UNSUPPORTED, Failure.Kind.UPSTREAM_ERROR),
          Map.entry(Failure.Kind.UPSTREAM_AUTH, Failure.Kind.UPSTREAM_ERROR),
          Map.entry(Failure.Kind.UPSTREAM_UNREACHABLE, Failure.Kind.UPSTREAM_ERROR),
          Map.entry(Failure.Kind.STREAM_CUT, Failure.Kind.UPSTREAM_ERROR),
          Map.entry(Failure.Kind.STOPPING, Failure.Kind.OVERLOADED));

  /// Base64, too.
  private static final String MARK = "bWFyazdm";

  private static final Usage USAGE = new Usage(100, 20, 5, 0, 0, 30, 10, 0);

  private final EdgeDialect dialect;

  protected DialectContract(EdgeDialect dialect) {
    this.dialect = dialect;
  }

  /// Requires that a plain answer's usage sums up as this vendor's does, for 100 tokens in beside
  /// 20 read from the cache and 5 written to it, and 30 out beside 10 of reasoning.
  protected abstract void requireArithmetic(JsonNode answer);

  /// What becomes of the reasons that the format has no word for; the others stay.
  protected abstract Map<FinishReason, FinishReason> otherwise();

  /// What becomes of the kinds of failure that the format tells otherwise than most; see
  /// `ALSO_TOLD`.
  protected abstract Map<Failure.Kind, Failure.Kind> alsoTold();

  @Override
  protected final TargetDialect dialect() {
    return dialect.dialect;
  }

  @Override
  protected final TargetModel target(boolean stream) {
    return dialect.target(stream);
  }

  @Override
  protected final byte[] stream() {
    return dialect.writeStream(events(answer(FinishReason.TOOL_CALLS)), asking(true));
  }

  @Override
  protected final Body plain() {
    return dialect.writeAnswer(answer(FinishReason.TOOL_CALLS), asking(false));
  }

  private Inbound asking(boolean stream) {
    var request = conversation();
    request.stream = stream;
    return dialect.clientRequest(request.build());
  }

  private static ChatRequest.Builder conversation() {
    var request = ChatRequest.of("some-model");
    request.maxTokens = 9_000L;
    request.reasoning = new ReasoningOptions(ReasoningOptions.Mode.ON, null, 2_048L, true);
    request.messages.add(Message.of(Role.SYSTEM, "你是气象助手。"));
    request.messages.add(Message.of(Role.USER, "杭州和苏州的天气？"));
    request.tools.add(tool("get_weather"));
    request.tools.add(tool("now"));
    return request;
  }

  private static Tool tool(String name) {
    var schema =
        Json.MAPPER.readTree(
            """
            {"type":"object","properties":{"city":{"type":"string","description":"城市 😀"}},
             "required":["city"],"additionalProperties":false}\
            """);
    return new Tool.Function(name, "某地的天气", schema, null, null, Extras.NONE);
  }

  private List<Part> said() {
    var signature =
        dialect.family == null
            ? null
            : new Signature(dialect.family, dialect == EdgeDialect.RESPONSES, "c2lnbmVkIQ==", null);
    return List.of(
        new Part.Reasoning("先查两地。", signature),
        Part.Text.of("我来查 😀。\n\"\\"),
        Part.ToolCall.of("call_a1", "get_weather", "{\"city\":\"杭州\",\"days\":[1,{\"x\":null}]}"),
        Part.ToolCall.of("call_b2", "get_weather", "{\"city\":\"苏州\"}"));
  }

  private ChatAnswer answer(FinishReason reason) {
    var parts = reason == FinishReason.TOOL_CALLS ? said() : List.<Part>of(Part.Text.of("晴 😀"));
    return new ChatAnswer(
        "answer-1",
        "some-model-2026",
        0,
        List.of(new ChatAnswer.Choice(0, parts, Finish.of(reason), null, Extras.NONE)),
        USAGE,
        null,
        Extras.NONE);
  }

  private static List<ChatEvent> events(ChatAnswer answer) {
    var events = new ArrayList<ChatEvent>();
    events.add(new ChatEvent.Started(answer.id(), answer.model(), 0, Extras.NONE));
    var choice = answer.choices().getFirst();
    int call = 0;
    for (var part : choice.parts()) {
      switch (part) {
        case Part.Text text -> events.add(new ChatEvent.Text(0, text.text()));
        case Part.Reasoning reasoning -> {
          events.add(new ChatEvent.Reasoning(0, reasoning.text()));
          var signature = reasoning.signature();
          if (signature != null) events.add(new ChatEvent.Signed(0, signature));
        }
        case Part.ToolCall one -> {
          events.add(new ChatEvent.CallStarted(0, call, one.id(), one.name(), null));
          events.add(new ChatEvent.CallArguments(0, call, one.arguments()));
          events.add(new ChatEvent.CallEnded(0, call++));
        }
        case Part.Refusal _, Part.Media _, Part.ToolResult _, Part.Foreign _ -> {}
      }
    }
    events.add(new ChatEvent.Finished(0, Objects.requireNonNull(choice.finish())));
    events.add(new ChatEvent.Used(Objects.requireNonNull(answer.usage())));
    return events;
  }

  private void requireKept(ChatRequest request) {
    var heard = dialect.readRequest(dialect.clientRequest(request));
    assertThat(Seen.of(heard)).isEqualTo(Seen.of(FormatLosses.left(dialect, request)));
  }

  @Test
  void a_conversation_with_calls_and_results_is_understood() {
    var request = conversation();
    request.messages.add(Message.of(Role.ASSISTANT, said()));
    request.messages.add(
        Message.of(
            Role.TOOL,
            List.of(result("call_a1", "晴 21°C", false), result("call_b2", "{\"code\":5}", true))));
    request.messages.add(
        Message.of(
            Role.USER,
            List.of(
                Part.Text.of("So? 图里是什么"),
                Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64("aGk="), "image/png"))));
    requireKept(request.build());
  }

  private static Part result(String id, String text, boolean error) {
    return new Part.ToolResult(
        id, "get_weather", List.of(Part.Text.of(text)), error, null, Extras.NONE);
  }

  static Stream<ToolChoice> choices() {
    return Stream.of(
        new ToolChoice.Auto(),
        new ToolChoice.Required(),
        new ToolChoice.Named("now"),
        new ToolChoice.Allowed(List.of("get_weather", "now"), true),
        new ToolChoice.Allowed(List.of("now"), true));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void each_choice_of_tools_is_understood(ToolChoice choice) {
    var request = conversation();
    request.toolChoice = choice;
    var asked = request.build();
    boolean unsaid =
        choice instanceof ToolChoice.Auto
            && dialect.readRequest(dialect.clientRequest(asked)).toolChoice() == null;
    if (unsaid) request.toolChoice = null; // the default, which a format may leave unsaid
    requireKept(request.build());
  }

  @Test
  void with_a_choice_of_none_no_tool_can_be_called() {
    var request = conversation();
    request.toolChoice = new ToolChoice.None();
    var heard = dialect.readRequest(dialect.clientRequest(request.build()));
    assertThat(heard.tools().isEmpty() || heard.toolChoice() instanceof ToolChoice.None).isTrue();
  }

  @Test
  void usage_adds_up_as_the_vendor_s_does() {
    var body = plain();
    requireArithmetic(Json.MAPPER.readTree(body.toByteArray()));
    var usage = Objects.requireNonNull(dialect.readAnswer(body).usage());
    assertThat(usage.promptTokens()).isEqualTo(125);
    assertThat(usage.cacheRead()).isEqualTo(20);
    assertThat(usage.completionTokens()).isEqualTo(40);
    var streamed = read(stream(), stream().length, false).answer().usage();
    assertThat(streamed).isEqualTo(usage);
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_ends_for_the_reason_it_ended(FinishReason reason) {
    var wanted = otherwise().getOrDefault(reason, reason);
    var answer = answer(reason);
    var plain = dialect.readAnswer(dialect.writeAnswer(answer, asking(false)));
    assertThat(Objects.requireNonNull(plain.choices().getFirst().finish()).reason())
        .isEqualTo(wanted);
    var stream = dialect.writeStream(events(answer), asking(true));
    var streamed = read(stream, stream.length, false).answer();
    assertThat(Objects.requireNonNull(streamed.choices().getFirst().finish()).reason())
        .isEqualTo(wanted);
  }

  @ParameterizedTest
  @EnumSource
  void a_failure_told_to_a_client_is_understood(Failure.Kind kind) {
    var told = Failure.of(kind, kind == Failure.Kind.CONTEXT_LENGTH ? "prompt is too long" : "出错了");
    var headers = dialect.dialect.errorHeaders(told).and(Headers.of("retry-after", "7"));
    int status = dialect.dialect.status(told);
    var read = dialect.dialect.readError(status, headers, dialect.dialect.writeError(told), "acme");
    var wanted = alsoTold().getOrDefault(kind, ALSO_TOLD.getOrDefault(kind, kind));
    assertThat(read.kind()).isEqualTo(wanted);
    assertThat(read.message()).contains(told.message());
    if (!List.of(Failure.Kind.RATE_LIMITED, Failure.Kind.OVERLOADED).contains(kind)) return;
    assertThat(read.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"RATE_LIMITED", "OVERLOADED", "UPSTREAM_ERROR", "STREAM_CUT", "TIMEOUT", "INTERNAL"})
  void a_failure_in_the_middle_of_a_stream_ends_it(Failure.Kind kind) {
    var failure = Failure.of(kind, "断了 😀");
    for (int said = 1; said < 4; said++) {
      var encoder = dialect.dialect.encoder(dialect.answerContext(asking(true)));
      var out = new ByteSink();
      var events = events(answer(FinishReason.STOP));
      for (int i = 0; i < Math.min(said, 2); i++) encoder.encode(events.get(i), out);
      if (said < 3) encoder.error(failure, out);
      else out.write(dialect.dialect.errorEvent(failure));
      var stream = out.toByteArray();
      var thrown =
          catchThrowableOfType(GatewayException.class, () -> read(stream, stream.length, false));
      assertThat(thrown).isNotNull();
      assertThat(thrown.failure().message()).contains("断了");
    }
  }

  /// An answer with one member that some formats lack, which is `MARK`.
  private static ChatAnswer marked(AnswerMember member) {
    var text = Part.Text.of("晴 😀");
    var citation = new Citation(null, MARK, MARK, 0, 1, "", null);
    List<Part> parts =
        switch (member) {
          case IMAGES ->
              List.of(
                  text, Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64(MARK), "image/png"));
          case DOCUMENT_CITATIONS ->
              List.of(new Part.Text(text.text(), null, List.of(citation), Extras.NONE));
          case WORDLESS_CITATIONS, CHOICES, LOGPROBS, STOP_SEQUENCE, REFUSAL, EXPLANATION ->
              List.of(text);
        };
    boolean stopped = member == AnswerMember.STOP_SEQUENCE;
    boolean refused = member == AnswerMember.EXPLANATION;
    var reason = refused ? FinishReason.REFUSAL : FinishReason.STOP;
    var finish =
        new Finish(reason, null, stopped ? MARK : null).explained(refused ? MARK : null, null);
    var logprobs =
        Json.MAPPER.readTree(
            """
            {"content":[{"token":"%s","logprob":-0.1,"bytes":null,"top_logprobs":[]}]}\
            """
                .formatted(MARK));
    var choices = new ArrayList<ChatAnswer.Choice>();
    choices.add(
        new ChatAnswer.Choice(
            0, parts, finish, member == AnswerMember.LOGPROBS ? logprobs : null, Extras.NONE));
    if (member == AnswerMember.CHOICES) {
      List<Part> other = List.of(Part.Text.of(MARK));
      choices.add(new ChatAnswer.Choice(1, other, Finish.of(FinishReason.STOP), null, Extras.NONE));
    }
    return new ChatAnswer("answer-1", "some-model", 0, choices, USAGE, null, Extras.NONE);
  }

  private static List<ChatEvent> markedEvents(ChatAnswer answer) {
    var events = new ArrayList<ChatEvent>();
    events.add(new ChatEvent.Started(answer.id(), answer.model(), 0, Extras.NONE));
    for (var choice : answer.choices()) {
      events.add(new ChatEvent.Text(choice.index(), choice.text()));
      for (var part : choice.parts()) {
        if (!(part instanceof Part.Text text)) continue;
        for (var citation : text.citations()) {
          events.add(new ChatEvent.Cited(choice.index(), citation));
        }
      }
      if (choice.logprobs() != null) {
        events.add(new ChatEvent.Logprobs(choice.index(), choice.logprobs()));
      }
      events.add(new ChatEvent.Finished(choice.index(), Objects.requireNonNull(choice.finish())));
    }
    events.add(new ChatEvent.Used(USAGE));
    return events;
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REFUSAL", "WORDLESS_CITATIONS"})
  void what_an_answer_has_no_place_for_is_declared(AnswerMember member) {
    var answer = marked(member);
    boolean lacked = dialect.dialect.lacked().contains(member);
    var plain = new String(dialect.writeAnswer(answer, asking(false)).toByteArray(), UTF_8);
    assertThat(plain.contains(MARK)).as(plain).isEqualTo(!lacked);
    boolean both = // what is explained is a refusal
        member == AnswerMember.EXPLANATION
            && dialect.dialect.lacked().contains(AnswerMember.REFUSAL);
    assertThat(AnswerLosses.of(answer, dialect.dialect)).hasSize((lacked ? 1 : 0) + (both ? 1 : 0));
    if (member == AnswerMember.IMAGES) return; // streams have them as blocks of their dialect
    var stream = new String(dialect.writeStream(markedEvents(answer), asking(true)), UTF_8);
    assertThat(stream.contains(MARK)).as(stream).isEqualTo(!lacked);
  }

  @Test
  void that_a_refusal_cannot_be_told_is_declared() {
    boolean untold = otherwise().get(FinishReason.REFUSAL) == FinishReason.STOP;
    assertThat(dialect.dialect.lacked().contains(AnswerMember.REFUSAL)).isEqualTo(untold);
    assertThat(AnswerLosses.of(answer(FinishReason.REFUSAL), dialect.dialect))
        .hasSize(untold ? 1 : 0);
  }
}

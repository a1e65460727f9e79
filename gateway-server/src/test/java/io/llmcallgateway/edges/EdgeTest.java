package io.llmcallgateway.edges;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Tests that a client's request reaches a target of another dialect and the answer comes back, for
/// each pair and each kind of conversation, as golden files show, without losing what matters.
class EdgeTest {
  static Stream<Arguments> edges() {
    return Stream.of(EdgeDialect.values())
        .flatMap(
            client -> Stream.of(EdgeDialect.values()).map(target -> Arguments.of(client, target)));
  }

  @ParameterizedTest
  @MethodSource("edges")
  void requests_reach_the_target(EdgeDialect client, EdgeDialect target) throws IOException {
    var page = new StringBuilder();
    for (var kind : ConversationKind.values()) {
      var heard = client.readRequest(client.clientRequest(kind.request(false)));
      var losses = target.losses();
      var sent = target.dialect.writeRequest(heard, target.target(false), losses).body();
      section(page, kind, losses.report().header(), Golden.pretty(sent.toByteArray()));
      var place = target.clientRequest(kind.request(false)).place();
      var in = target.clientRequest(kind.request(false));
      var understood =
          target.readRequest(
              new Inbound(in.id(), in.operation(), place, in.headers(), sent, null, false, 0));
      var wanted = words(heard.messages());
      if (kind == ConversationKind.PDF && target == EdgeDialect.COHERE && client != target) {
        // It reads no documents, which is told.
        assertThat(losses.report().header()).contains("document-unsupported");
        wanted.removeIf(word -> word.startsWith("DOCUMENT"));
      }
      assertThat(words(understood.messages())).as(kind.text()).isEqualTo(wanted);
      assertThat(understood.functions().stream().map(tool -> tool.name()).toList())
          .as(kind.text())
          .isEqualTo(heard.functions().stream().map(tool -> tool.name()).toList());
    }
    Golden.check("%s-to-%s.request.txt".formatted(client.id(), target.id()), page.toString());
  }

  @ParameterizedTest
  @MethodSource("edges")
  void plain_answers_come_back(EdgeDialect client, EdgeDialect target) throws IOException {
    var page = new StringBuilder();
    for (var kind : ConversationKind.values()) {
      var answered =
          target.writeAnswer(kind.answer(target), target.clientRequest(kind.request(false)));
      var read = target.readAnswer(answered);
      var body = client.writeAnswer(read, client.clientRequest(kind.request(false)));
      section(page, kind, "", Golden.pretty(body.toByteArray()));
      requireSame(kind, client.readAnswer(body), kind.answer(target), client, target);
    }
    Golden.check("%s-from-%s.answer.txt".formatted(client.id(), target.id()), page.toString());
  }

  @ParameterizedTest
  @MethodSource("edges")
  void streamed_answers_come_back(EdgeDialect client, EdgeDialect target) throws IOException {
    var page = new StringBuilder();
    for (var kind : ConversationKind.values()) {
      var stream =
          target.writeStream(kind.events(target), target.clientRequest(kind.request(true)));
      var events = target.readStream(stream, stream.length);
      var back = client.writeStream(events, client.clientRequest(kind.request(true)));
      section(page, kind, "", client.streamText(back));
      var understood = EdgeDialect.assembled(client.readStream(back, back.length));
      requireSame(kind, understood, kind.answer(target), client, target);
    }
    Golden.check("%s-from-%s.stream.txt".formatted(client.id(), target.id()), page.toString());
  }

  @ParameterizedTest
  @EnumSource
  void streams_read_the_same_however_they_are_cut(EdgeDialect dialect) {
    for (var kind : ConversationKind.values()) {
      var stream =
          dialect.writeStream(kind.events(dialect), dialect.clientRequest(kind.request(true)));
      var whole = EdgeDialect.assembled(dialect.readStream(stream, stream.length));
      for (int piece = 1; piece < 8; piece++) {
        var pieces = EdgeDialect.assembled(dialect.readStream(stream, piece));
        assertThat(pieces).as(kind.text() + " in pieces of " + piece).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("edges")
  void errors_keep_their_kind(EdgeDialect client, EdgeDialect target) throws IOException {
    var page = new StringBuilder();
    for (var kind :
        List.of(
            Failure.Kind.RATE_LIMITED,
            Failure.Kind.OVERLOADED,
            Failure.Kind.MODEL_NOT_FOUND,
            Failure.Kind.INVALID_REQUEST,
            Failure.Kind.CONTEXT_LENGTH)) {
      var message =
          kind == Failure.Kind.CONTEXT_LENGTH
              ? "prompt is too long: 250000 tokens > 200000 maximum"
              : "出错了";
      var told = Failure.of(kind, message);
      var headers = target.dialect.errorHeaders(told).and(Headers.of("retry-after", "7"));
      var read =
          target.dialect.readError(
              target.dialect.status(told), headers, target.dialect.writeError(told), "acme");
      assertThat(read.kind()).as(kind.name()).isEqualTo(kind);
      assertThat(read.origin()).isEqualTo(Failure.Origin.PROVIDER);
      var written = client.dialect.writeError(read);
      page.append("## ").append(kind).append(' ').append(client.dialect.status(read));
      page.append('\n').append(Golden.pretty(written.toByteArray())).append("\n\n");
      assertThat(written.utf8()).contains("acme");
    }
    Golden.check("%s-from-%s.error.txt".formatted(client.id(), target.id()), page.toString());
  }

  static void section(StringBuilder page, ConversationKind kind, String losses, String text) {
    page.append("## ").append(kind.text()).append('\n');
    if (!losses.isEmpty()) page.append("losses: ").append(losses).append('\n');
    page.append(text).append("\n\n");
  }

  /// All that is said, instructions, calls and results included.
  private static List<String> words(List<Message> messages) {
    var words = new ArrayList<String>();
    for (var message : messages) {
      for (var part : message.parts()) {
        switch (part) {
          case Part.Text text -> words.add(text.text());
          case Part.ToolCall call -> words.add(call.name() + tree(call.arguments()));
          case Part.ToolResult result -> words.add(bare(result.text()));
          case Part.Media media -> words.add(media.kind() + " " + media.mediaType());
          case Part.Refusal _, Part.Reasoning _, Part.Foreign _ -> {}
        }
      }
    }
    words.sort(null);
    return words;
  }

  /// Some dialects have no place for a result's being an error but its text.
  private static String bare(String result) {
    return result.replaceFirst("^Error: ", "").replaceAll("[{}\"]|result:|error:", "");
  }

  private static JsonNode tree(String arguments) {
    return Json.MAPPER.readTree(arguments);
  }

  private static void requireSame(
      ConversationKind kind,
      ChatAnswer got,
      ChatAnswer said,
      EdgeDialect client,
      EdgeDialect target) {
    var choice = got.choices().getFirst();
    var wanted = said.choices().getFirst();
    assertThat(spoken(choice)).as(kind.text()).isEqualTo(spoken(wanted));
    assertThat(calls(choice)).as(kind.text()).isEqualTo(calls(wanted));
    var reason = Objects.requireNonNull(choice.finish()).reason();
    var meant = Objects.requireNonNull(wanted.finish()).reason();
    boolean wordless = client == EdgeDialect.COHERE || target == EdgeDialect.COHERE;
    if (meant == FinishReason.REFUSAL && wordless) {
      assertThat(reason).isEqualTo(FinishReason.STOP);
    } else if (meant == FinishReason.REFUSAL) {
      // Some dialects have one word for both.
      assertThat(reason).isIn(FinishReason.REFUSAL, FinishReason.CONTENT_FILTER);
    } else {
      assertThat(reason).as(kind.text()).isEqualTo(meant);
    }
    var usage = Objects.requireNonNull(got.usage());
    var used = Objects.requireNonNull(said.usage());
    assertThat(usage.promptTokens()).as(kind.text()).isEqualTo(used.promptTokens());
    assertThat(usage.completionTokens()).as(kind.text()).isEqualTo(used.completionTokens());
    assertThat(usage.cacheRead()).as(kind.text()).isEqualTo(used.cacheRead());
    if (kind == ConversationKind.REASONING) {
      assertThat(reasoning(choice)).as(client + " from " + target).isEqualTo(reasoning(wanted));
    }
  }

  static String spoken(ChatAnswer.Choice choice) {
    var text = new StringBuilder();
    for (var part : choice.parts()) {
      if (part instanceof Part.Text words) text.append(words.text());
      if (part instanceof Part.Refusal words) text.append(words.text());
    }
    return text.toString();
  }

  static String reasoning(ChatAnswer.Choice choice) {
    var text = new StringBuilder();
    for (var part : choice.parts()) {
      if (part instanceof Part.Reasoning words) text.append(words.text());
    }
    return text.toString();
  }

  static List<String> calls(ChatAnswer.Choice choice) {
    var calls = new ArrayList<String>();
    for (var part : choice.parts()) {
      if (part instanceof Part.ToolCall call) calls.add(call.name() + tree(call.arguments()));
    }
    return calls;
  }
}

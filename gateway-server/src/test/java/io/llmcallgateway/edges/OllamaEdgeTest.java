package io.llmcallgateway.edges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.ollama.OllamaDialect;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tests each client format with a target of Ollama's format, which clients do not use.
class OllamaEdgeTest {
  private static final OllamaDialect DIALECT = new OllamaDialect();

  private static TargetModel target(EdgeDialect client, boolean stream) {
    return new TargetModel("ollama", "some-model", client.rules, stream);
  }

  @ParameterizedTest
  @EnumSource
  void requests_reach_the_target(EdgeDialect client) throws IOException {
    var page = new StringBuilder();
    for (var kind : ConversationKind.values()) {
      var heard = client.readRequest(client.clientRequest(kind.request(false)));
      var losses = new Losses(false, "ollama/some-model");
      var sent = DIALECT.writeRequest(heard, target(client, false), losses).body();
      EdgeTest.section(page, kind, losses.report().header(), Golden.pretty(sent.toByteArray()));
      var tree = Json.MAPPER.readTree(sent.toByteArray());
      var said = new ArrayList<String>();
      for (var message : tree.path("messages")) said.add(message.path("content").asString(""));
      for (var message : heard.messages()) {
        if (!message.text().isEmpty()) {
          assertThat(said).as(kind.text()).anyMatch(text -> text.contains(message.text()));
        }
      }
    }
    Golden.check("%s-to-ollama.request.txt".formatted(client.id()), page.toString());
  }

  @ParameterizedTest
  @EnumSource
  void plain_answers_come_back(EdgeDialect client) throws IOException {
    var page = new StringBuilder();
    for (var kind : ConversationKind.values()) {
      var asked = client.clientRequest(kind.request(false));
      var body = Body.of(said(kind.answer(EdgeDialect.OPENAI)).toString().getBytes(UTF_8));
      var read = DIALECT.readAnswer(body, target(client, false), ids(client.readRequest(asked)));
      var back = client.writeAnswer(read, asked);
      EdgeTest.section(page, kind, "", Golden.pretty(back.toByteArray()));
      requireSame(kind, client.readAnswer(back));
    }
    Golden.check("%s-from-ollama.answer.txt".formatted(client.id()), page.toString());
  }

  @ParameterizedTest
  @EnumSource
  void streamed_answers_come_back(EdgeDialect client) throws IOException {
    var page = new StringBuilder();
    for (var kind : ConversationKind.values()) {
      var asked = client.clientRequest(kind.request(true));
      var lines = lines(kind).getBytes(UTF_8);
      var back = client.writeStream(events(client, lines, ids(client.readRequest(asked))), asked);
      EdgeTest.section(page, kind, "", client.streamText(back));
      requireSame(kind, EdgeDialect.assembled(client.readStream(back, back.length)));
    }
    Golden.check("%s-from-ollama.stream.txt".formatted(client.id()), page.toString());
  }

  @ParameterizedTest
  @EnumSource
  void errors_keep_their_kind(EdgeDialect client) throws IOException {
    var page = new StringBuilder();
    var kinds =
        List.of(
            Failure.Kind.OVERLOADED, Failure.Kind.MODEL_NOT_FOUND, Failure.Kind.INVALID_REQUEST);
    int[] statuses = {503, 404, 400};
    String[] words = {
      "server busy, please try again.  maximum pending requests exceeded",
      "model 'qwen9' not found",
      "\\\"qwen3\\\" does not support tools"
    };
    for (int i = 0; i < statuses.length; i++) {
      var body = Body.of(("{\"error\":\"" + words[i] + "\"}").getBytes(UTF_8));
      var read = DIALECT.readError(statuses[i], Headers.NONE, body, "acme");
      assertThat(read.kind()).isEqualTo(kinds.get(i));
      page.append("## ").append(kinds.get(i)).append(' ').append(client.dialect.status(read));
      page.append('\n').append(Golden.pretty(client.dialect.writeError(read).toByteArray()));
      page.append("\n\n");
    }
    Golden.check("%s-from-ollama.error.txt".formatted(client.id()), page.toString());
  }

  /// Ollama gives its calls no ids, so that ids are made.
  private static CallIds ids(ChatRequest request) {
    return CallIds.after(request);
  }

  /// The answer as Ollama writes it.
  private static ObjectNode said(ChatAnswer answer) {
    var root = Json.MAPPER.createObjectNode();
    root.put("model", answer.model()).put("created_at", "2026-11-23T01:02:03.456Z");
    var message = root.putObject("message").put("role", "assistant").put("content", "");
    var choice = answer.choices().getFirst();
    for (var part : choice.parts()) {
      switch (part) {
        case Part.Text text -> message.put("content", text.text());
        case Part.Refusal text -> message.put("content", text.text());
        case Part.Reasoning reasoning -> message.put("thinking", reasoning.text());
        case Part.ToolCall call -> {
          var function = message.withArray("tool_calls").addObject().putObject("function");
          function.put("name", call.name());
          function.set("arguments", Json.MAPPER.readTree(call.arguments()));
        }
        case Part.Media _, Part.ToolResult _, Part.Foreign _ -> {}
      }
    }
    boolean cut = Objects.requireNonNull(choice.finish()).reason() == FinishReason.LENGTH;
    root.put("done", true).put("done_reason", cut ? "length" : "stop");
    return root.put("prompt_eval_count", 120).put("eval_count", 45);
  }

  /// The same in lines: texts in pieces, calls whole, the last line without any.
  private static String lines(ConversationKind kind) {
    var lines = new StringBuilder();
    var whole = said(kind.answer(EdgeDialect.OPENAI));
    for (var name : List.of("thinking", "content")) {
      var text = whole.at("/message/" + name).asString("");
      int end;
      for (int at = 0; at < text.length(); at = end) {
        end = text.offsetByCodePoints(at, Math.min(3, text.codePointCount(at, text.length())));
        lines.append(line(name, Json.MAPPER.valueToTree(text.substring(at, end))));
      }
    }
    var calls = whole.at("/message/tool_calls");
    if (!calls.isMissingNode()) lines.append(line("tool_calls", calls));
    whole.putObject("message").put("role", "assistant").put("content", "");
    return lines.append(whole).append('\n').toString();
  }

  private static String line(String name, JsonNode value) {
    var line = Json.MAPPER.createObjectNode();
    line.put("model", "some-model-2026").put("done", false);
    line.putObject("message").put("role", "assistant").put("content", "").set(name, value);
    return line + "\n";
  }

  private static List<ChatEvent> events(EdgeDialect client, byte[] lines, CallIds ids) {
    var frames = DIALECT.frames(EdgeDialect.LIMIT);
    var decoder = DIALECT.decoder(target(client, true), ids);
    var events = new ArrayList<ChatEvent>();
    frames.feed(ByteBuffer.wrap(lines));
    while (frames.next()) Decoding.decode(decoder, frames, events::add);
    decoder.end(events::add);
    assertThat(decoder.complete()).isTrue();
    return events;
  }

  private static void requireSame(ConversationKind kind, ChatAnswer got) {
    var choice = got.choices().getFirst();
    var wanted = kind.answer(EdgeDialect.OPENAI).choices().getFirst();
    assertThat(EdgeTest.spoken(choice)).as(kind.text()).isEqualTo(EdgeTest.spoken(wanted));
    assertThat(EdgeTest.calls(choice)).as(kind.text()).isEqualTo(EdgeTest.calls(wanted));
    assertThat(EdgeTest.reasoning(choice)).as(kind.text()).isEqualTo(EdgeTest.reasoning(wanted));
    var meant = Objects.requireNonNull(wanted.finish()).reason();
    assertThat(Objects.requireNonNull(choice.finish()).reason())
        .as(kind.text())
        .isEqualTo(meant == FinishReason.REFUSAL ? FinishReason.STOP : meant);
    var usage = Objects.requireNonNull(got.usage());
    assertThat(usage.promptTokens()).as(kind.text()).isEqualTo(120);
    assertThat(usage.completionTokens()).as(kind.text()).isEqualTo(45);
  }
}

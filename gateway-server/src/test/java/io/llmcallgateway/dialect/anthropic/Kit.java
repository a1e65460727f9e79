package io.llmcallgateway.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Short ways to speak to the dialect under test.
final class Kit {
  static final AnthropicDialect DIALECT = new AnthropicDialect();
  static final CallId ID = new CallId("0192f0c1-2b3c-7d4e-8f50-617283940a1b");

  private Kit() {}

  static JsonNode json(String text) {
    return Json.MAPPER.readTree(text);
  }

  static JsonNode json(Body body) {
    return Json.MAPPER.readTree(body.toByteArray());
  }

  static Inbound inbound(String body) {
    return inbound(Operation.CHAT, body);
  }

  static Inbound inbound(Operation operation, String body) {
    return new Inbound(
        ID, operation, UrlParameters.NONE, Headers.NONE, Body.utf8(body), null, false, 0);
  }

  static ChatRequest request(String body) {
    var in = inbound(body);
    return DIALECT.readRequest(in, DIALECT.facts(in));
  }

  static JsonNode written(ChatRequest request, ModelRules rules, Losses losses) {
    return json(DIALECT.writeRequest(request, target(rules), losses).body());
  }

  static JsonNode written(ChatRequest request) {
    return written(request, ModelRules.UNKNOWN, losses());
  }

  static Losses losses() {
    return new Losses(false, "anthropic/some-model");
  }

  static TargetModel target(ModelRules rules) {
    return new TargetModel("anthropic", "some-model", rules, false);
  }

  static ModelRules reasoning(ReasoningStyle style, Effort... efforts) {
    var rules = ModelRules.UNKNOWN.edit();
    rules.limits(1_000_000, 64_000);
    rules.defaultMaxTokens = 8_192;
    rules.jsonWithTools = false;
    rules.forcedWhileReasoning = false;
    rules.mostTemperature = 1;
    rules.reasoning = style;
    rules.efforts = Set.of(efforts);
    rules.mostBudget = 24_576;
    return rules.build();
  }

  static ChatAnswer answer(String body) {
    return DIALECT.readAnswer(
        Body.utf8(body), target(ModelRules.UNKNOWN), CallIds.after(ChatRequest.of("m").build()));
  }

  static AnswerContext asked(String request) {
    var in = inbound(request);
    Facts facts = DIALECT.facts(in);
    return new AnswerContext(
        ID, facts, DIALECT.readRequest(in, facts), in, 1_700_000_000, "target-model");
  }

  /// The events of a stream that arrives in pieces of so many bytes, and whether it is whole.
  static List<ChatEvent> events(String stream, int piece) {
    var events = new ArrayList<ChatEvent>();
    var bytes = stream.getBytes(UTF_8);
    var frames = DIALECT.frames(1 << 20);
    var decoder =
        DIALECT.decoder(target(ModelRules.UNKNOWN), CallIds.after(ChatRequest.of("m").build()));
    for (int at = 0; at < bytes.length; at += piece) {
      frames.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
      while (frames.next()) if (frames.hasData()) Decoding.decode(decoder, frames, events::add);
    }
    while (frames.last()) if (frames.hasData()) Decoding.decode(decoder, frames, events::add);
    if (decoder.complete()) decoder.end(events::add);
    return events;
  }

  static List<ChatEvent> events(String stream) {
    return events(stream, stream.length());
  }

  static ChatAnswer assembled(List<ChatEvent> events) {
    var gathered = new AnswerAssembler();
    events.forEach(gathered::take);
    return gathered.answer();
  }

  static String encoded(AnswerContext asked, List<ChatEvent> events) {
    var out = new ByteSink();
    var encoder = DIALECT.encoder(asked);
    for (var event : events) encoder.encode(event, out);
    encoder.end(out);
    return new String(out.toByteArray(), UTF_8);
  }

  /// Events as Anthropic sends them, with the blanks at the end of lines that it adds.
  static String sse(String... events) {
    var stream = new StringBuilder();
    for (var event : events) {
      var type = json(event).path("type").asString("");
      stream.append("event: ").append(type).append("\ndata: ").append(event).append("   \n\n");
    }
    return stream.toString();
  }
}

package io.llmcallgateway.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ModelRulesBuilder;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.SseReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the tests of this dialect share.
final class Kit {
  static final OpenAiDialect DIALECT = new OpenAiDialect();

  private Kit() {}

  static Inbound inbound(String json) {
    return new Inbound(
        new CallId("0190a0b0-0000-7000-8000-000000000001"),
        Operation.CHAT,
        UrlParameters.NONE,
        Headers.NONE,
        Body.utf8(json),
        null,
        false,
        0);
  }

  static ChatRequest read(String json) {
    var in = inbound(json);
    return DIALECT.readRequest(in, DIALECT.facts(in));
  }

  /// A request with these messages (JSON, without the brackets) and further members.
  static ChatRequest chat(String messages, String more) {
    return read("{\"model\":\"m\",\"messages\":[" + messages + "]" + more + "}");
  }

  static AnswerContext asked(String json) {
    var in = inbound(json);
    var facts = DIALECT.facts(in);
    return new AnswerContext(
        in.id(), facts, DIALECT.readRequest(in, facts), in, 1_700_000_000L, "asked");
  }

  static AnswerContext asked() {
    return asked("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}");
  }

  static ModelRules rules(ReasoningStyle style, Set<Effort> efforts, Quirk... quirks) {
    var rules = ModelRulesBuilder.of(Set.of(quirks), Traits.ALL);
    rules.reasoning = style;
    rules.efforts = efforts;
    return rules.build();
  }

  static TargetModel target(ModelRules rules) {
    return new TargetModel("acme", "acme-1", rules, true);
  }

  static TargetModel target(Quirk... quirks) {
    return target(rules(ReasoningStyle.EFFORT, Set.of(), quirks));
  }

  /// A target that takes all of OpenAI's but these.
  static TargetModel refusing(Trait... traits) {
    return of(Traits.ALL.and(Set.of(), Set.of(traits)));
  }

  /// A target that takes these beside all of OpenAI's.
  static TargetModel accepting(Trait... traits) {
    return of(Traits.ALL.and(Set.of(traits), Set.of()));
  }

  static TargetModel of(Traits traits) {
    return target(rules(ReasoningStyle.EFFORT, Set.of()).with(traits));
  }

  static TargetModel plain(TargetModel target) {
    return new TargetModel(target.provider(), target.model(), target.rules(), false);
  }

  static Losses losses() {
    return new Losses(false, "acme/acme-1");
  }

  static JsonNode write(ChatRequest request, TargetModel target, Losses losses) {
    return Json.MAPPER.readTree(DIALECT.writeRequest(request, target, losses).body().toByteArray());
  }

  static JsonNode write(ChatRequest request, TargetModel target) {
    return write(request, target, losses());
  }

  static JsonNode json(String text) {
    return Json.MAPPER.readTree(text);
  }

  static ChatAnswer answer(String json, Quirk... quirks) {
    return DIALECT.readAnswer(Body.utf8(json), target(quirks), CallIds.asTheyAre());
  }

  /// The chunks as a stream, each in an event of its own, then `[DONE]`.
  static String stream(String... chunks) {
    var text = new StringBuilder();
    for (var chunk : chunks) text.append("data: ").append(chunk).append("\n\n");
    return text.append("data: [DONE]\n\n").toString();
  }

  static String chunk(String delta) {
    return "{\"id\":\"c1\",\"model\":\"m1\",\"created\":5,\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + "}]}";
  }

  static String finish(String word) {
    return "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
        + word
        + "\"}]}";
  }

  /// What a decoder makes of the bytes, handed to it in pieces of that size.
  static List<ChatEvent> decode(String stream, int piece, Quirk... quirks) {
    var events = new ArrayList<ChatEvent>();
    var decoder = DIALECT.decoder(target(quirks), CallIds.asTheyAre());
    var frames = new SseReader(1 << 20);
    var bytes = stream.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += piece) {
      frames.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
      while (frames.next()) if (frames.hasData()) Decoding.decode(decoder, frames, events::add);
    }
    while (frames.last()) if (frames.hasData()) Decoding.decode(decoder, frames, events::add);
    decoder.end(events::add);
    return events;
  }

  static List<ChatEvent> decode(String stream, Quirk... quirks) {
    return decode(stream, Integer.MAX_VALUE / 2, quirks);
  }

  static String encode(AnswerContext asked, ChatEvent... events) {
    var encoder = DIALECT.encoder(asked);
    var out = new ByteSink();
    for (var event : events) encoder.encode(event, out);
    encoder.end(out);
    return new String(out.toByteArray(), UTF_8);
  }

  /// The chunks of an encoded stream.
  static List<JsonNode> chunks(String stream) {
    var chunks = new ArrayList<JsonNode>();
    for (var event : stream.strip().split("\n\n", -1)) {
      if (!event.equals("data: [DONE]")) chunks.add(json(event.substring("data: ".length())));
    }
    return chunks;
  }
}

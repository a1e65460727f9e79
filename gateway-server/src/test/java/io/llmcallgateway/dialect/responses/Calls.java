package io.llmcallgateway.dialect.responses;

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
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Calls through the dialect, as the gateway makes them.
final class Calls {
  static final ResponsesDialect DIALECT = new ResponsesDialect();
  static final TargetModel TARGET = target(ModelRules.UNKNOWN);

  private Calls() {}

  static TargetModel target(ModelRules rules) {
    return new TargetModel("acme", "gpt-test", rules, false);
  }

  static Inbound inbound(String body) {
    return new Inbound(
        new CallId("01900000-0000-7000-8000-0000000000ab"),
        Operation.CHAT,
        UrlParameters.NONE,
        Headers.NONE,
        Body.utf8(body),
        null,
        false,
        0);
  }

  static ChatRequest read(String body) {
    var in = inbound(body);
    return DIALECT.readRequest(in, DIALECT.facts(in));
  }

  static JsonNode write(ChatRequest request, Losses losses) {
    return write(request, TARGET, losses);
  }

  static JsonNode write(ChatRequest request, TargetModel target, Losses losses) {
    return Json.MAPPER.readTree(DIALECT.writeRequest(request, target, losses).body().toByteArray());
  }

  static Losses losses() {
    return new Losses(false, "acme/gpt-test");
  }

  static AnswerContext asked(String body) {
    var in = inbound(body);
    var facts = DIALECT.facts(in);
    return new AnswerContext(
        in.id(), facts, DIALECT.readRequest(in, facts), in, 1_700_000_000, "claude-test");
  }

  /// What a stream means, its bytes arriving in pieces of that size.
  static List<ChatEvent> decode(String stream, int piece) {
    var events = new ArrayList<ChatEvent>();
    var frames = DIALECT.frames(1 << 20);
    var decoder = DIALECT.decoder(TARGET, CallIds.asTheyAre());
    var bytes = stream.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i += piece) {
      frames.feed(ByteBuffer.wrap(bytes, i, Math.min(piece, bytes.length - i)));
      while (frames.next()) if (frames.hasData()) Decoding.decode(decoder, frames, events::add);
    }
    while (frames.last()) if (frames.hasData()) Decoding.decode(decoder, frames, events::add);
    decoder.end(events::add);
    return events;
  }

  static String encode(String request, List<ChatEvent> events) {
    var out = new ByteSink();
    var encoder = DIALECT.encoder(asked(request));
    for (var event : events) encoder.encode(event, out);
    encoder.end(out);
    return new String(out.toByteArray(), UTF_8);
  }

  /// The data of each event.
  static List<JsonNode> data(String stream) {
    var all = new ArrayList<JsonNode>();
    for (var line : stream.lines().toList()) {
      if (line.startsWith("data: ")) all.add(Json.MAPPER.readTree(line.substring(6)));
    }
    return all;
  }
}

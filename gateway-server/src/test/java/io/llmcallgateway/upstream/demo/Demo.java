package io.llmcallgateway.upstream.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.catalog.DemoModels;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.UpstreamRequest;
import io.llmcallgateway.upstream.WakeSignal;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A demo provider under test and the ways to ask it.
final class Demo {
  static final Instant NOW = Instant.parse("2026-11-22T13:05:22Z");
  private static final Provider PROVIDER =
      new Provider(
          "demo",
          DialectId.OPENAI,
          "demo:",
          ProviderAuth.BEARER,
          null,
          Map.of(),
          Set.of(),
          DemoModels.ALL,
          Map.of());

  final ManualAlarmClock alarms = new ManualAlarmClock();
  final WakeSignal signal = new WakeSignal();
  private final DemoUpstream upstream = new DemoUpstream(alarms, () -> NOW, new Random(42));

  UpstreamReply send(Operation operation, boolean stream, Headers headers, String body) {
    return upstream.send(request(operation, stream, headers, body), signal);
  }

  static UpstreamRequest request(
      Operation operation, boolean stream, Headers headers, String body) {
    return new UpstreamRequest(
        PROVIDER, operation, stream, "/chat/completions", headers, Body.utf8(body));
  }

  /// What is there now; leaves the reply open.
  static String readNow(UpstreamReply reply) {
    var bytes = new ByteArrayOutputStream();
    for (var piece = reply.read(); piece != null; piece = reply.read()) {
      var copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
    }
    return bytes.toString(UTF_8);
  }

  /// The whole body of an answer that takes no time.
  String text(Operation operation, boolean stream, int status, String body) {
    var headers = stream ? Headers.of("x-demo-tokens-per-second", "0") : Headers.NONE;
    try (var reply = send(operation, stream, headers, body)) {
      var head = reply.head();
      if (head == null || head.status() != status) {
        throw new AssertionError(head + " " + readNow(reply));
      }
      var text = readNow(reply);
      if (!reply.ended()) throw new AssertionError("not ended: " + text);
      return text;
    }
  }

  JsonNode plain(Operation operation, String body) {
    return Json.MAPPER.readTree(text(operation, false, 200, body));
  }

  JsonNode chat(String body) {
    return plain(Operation.CHAT, body);
  }

  JsonNode error(int status, String body) {
    return Json.MAPPER.readTree(text(Operation.CHAT, false, status, body)).path("error");
  }

  List<JsonNode> chunks(String body) {
    return chunks(Operation.CHAT, body);
  }

  /// The chunks of a whole stream without its `[DONE]`, which must be there.
  List<JsonNode> chunks(Operation operation, String body) {
    var events = events(text(operation, true, 200, body));
    if (!events.getLast().equals("[DONE]")) throw new AssertionError(events.getLast());
    var chunks = new ArrayList<JsonNode>();
    for (var event : events.subList(0, events.size() - 1)) chunks.add(Json.MAPPER.readTree(event));
    return chunks;
  }

  static List<String> events(String stream) {
    var events = new ArrayList<String>();
    for (var event : stream.strip().split("\n\n", -1)) {
      if (!event.startsWith("data: ")) throw new AssertionError(event);
      events.add(event.substring("data: ".length()));
    }
    return events;
  }

  static String ask(String model, String user, String more) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":%s}]%s}"
        .formatted(model, Json.MAPPER.writeValueAsString(user), more);
  }
}

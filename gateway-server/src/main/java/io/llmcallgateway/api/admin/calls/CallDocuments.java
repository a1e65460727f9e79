package io.llmcallgateway.api.admin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallPage;
import io.llmcallgateway.journal.RecordJson;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Calls as JSON documents. What is null, -1 or empty is left out.
public final class CallDocuments {
  private CallDocuments() {}

  /// A page; `next` is null on the last one.
  public static ObjectNode page(CallPage page) {
    var document = Json.MAPPER.createObjectNode();
    var calls = document.putArray("calls");
    for (var line : page.calls()) calls.add(line(line));
    if (page.next() < 0) document.putNull("next");
    else document.put("next", Long.toString(page.next()));
    return document;
  }

  /// A call in a list.
  public static ObjectNode line(CallLine line) {
    var document = Json.MAPPER.createObjectNode();
    document.put("id", line.id());
    document.put("time", Instant.ofEpochMilli(line.startedAt()).toString());
    document.put("operation", line.operation());
    document.put("dialect", line.dialect());
    document.put("stream", line.stream());
    document.put("state", line.state());
    document.put("status", line.status());
    text(document, "code", line.code());
    document.put("model", line.model());
    text(document, "provider", line.provider());
    text(document, "model_sent", line.sent());
    document.put("lane", line.lane());
    document.put("attempts", line.attempts());
    document.put("key", line.key());
    text(document, "session", line.session());
    text(document, "user", line.user());
    document.put("input_tokens", line.inputTokens());
    document.put("cached_tokens", line.cachedTokens());
    document.put("output_tokens", line.outputTokens());
    document.put("tokens_estimated", line.estimated());
    document.put("cost", line.cost());
    if (line.cost().equals(Cost.State.PRICED.text())) {
      document.put("cost_usd", Cost.dollars(line.nanos()));
      if (line.costDiffers()) document.put("cost_differs", true);
    }
    milliseconds(document, "duration_ms", line.micros());
    milliseconds(document, "first_token_ms", line.firstToken());
    milliseconds(document, "gateway_ms", line.own());
    text(document, "question", line.question());
    return document;
  }

  /// The record itself.
  public static ObjectNode record(CallRecord call) {
    var bytes = new ByteArrayOutputStream();
    RecordJson.write(call, bytes);
    var document = (ObjectNode) Json.MAPPER.readTree(bytes.toByteArray());
    document.put("time", Instant.ofEpochMilli(call.startedAt()).toString());
    if (call.cost().priced()) document.put("cost_usd", call.cost().dollars());
    long reported = call.reportedNanos();
    if (reported < 0) return document;
    document.put("reported_usd", Cost.dollars(reported));
    if (!call.cost().priced()) return document;
    document.put("difference_usd", Cost.dollars(reported - call.cost().nanos()));
    document.put("cost_differs", call.costDiffers());
    return document;
  }

  /// The same with its cost in another currency, where one is configured.
  static ObjectNode displayed(ObjectNode document, Currency currency) {
    var dollars = document.path("cost_usd").stringValue(null);
    if (dollars == null || !currency.other()) return document;
    long nanos = new BigDecimal(dollars).movePointRight(9).longValueExact();
    document.put("cost_display", currency.amount(nanos));
    document.put("currency", currency.code());
    return document;
  }

  /// The record with its payloads: their bodies too, or only what there is.
  public static ObjectNode whole(EndedCall call, boolean bodies) {
    var document = record(call.record());
    var payloads = document.putArray("payloads");
    for (var payload : call.payloads()) {
      var one = payloads.addObject();
      one.put("kind", payload.kind().text());
      if (payload.attempt() >= 0) one.put("attempt", payload.attempt());
      text(one, "type", payload.type());
      one.put("bytes", payload.size());
      one.put("kept_bytes", payload.body().size());
      one.put("cut", payload.cut());
      one.put("path", path(call.record(), payload));
      if (bodies) body(one, payload);
    }
    return document;
  }

  /// Where the admin API gives a payload out.
  static String path(CallRecord call, Payload payload) {
    var path = CallsPages.PATH + "/" + call.id().text() + "/" + payload.kind().text();
    return payload.attempt() < 0 ? path : path + "/" + payload.attempt();
  }

  /// Text as it is, anything else in base64.
  private static void body(ObjectNode document, Payload payload) {
    var text = text(payload);
    if (text != null) document.put("text", text);
    else document.put("base64", Base64.getEncoder().encodeToString(payload.body().toByteArray()));
  }

  /// A payload as text; null where it is none. A character that the cut has halved is left out.
  public static @Nullable String text(Payload payload) {
    var bytes = payload.body().toByteArray();
    int length = payload.cut() ? wholeCharacters(bytes) : bytes.length;
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  private static int wholeCharacters(byte[] bytes) {
    int lead = bytes.length - 1;
    while (lead > 0 && bytes.length - lead < 4 && (bytes[lead] & 0xC0) == 0x80) lead--;
    if (lead < 0) return 0;
    int first = bytes[lead] & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return bytes.length - lead < length ? lead : bytes.length;
  }

  private static void text(ObjectNode document, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) document.put(name, value);
  }

  private static void milliseconds(ObjectNode document, String name, long micros) {
    if (micros >= 0) document.put(name, micros / 1_000.0);
  }
}

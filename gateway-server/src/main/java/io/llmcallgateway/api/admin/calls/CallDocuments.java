package io.llmcallgateway.api.admin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallPage;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes calls as the JSON documents of the admin API. Leaves out members that are null, -1 or
/// empty.
public final class CallDocuments {
  /// The version of the format, which each document contains. It is raised if a member is removed
  /// or changes its meaning, not if one is added.
  static final int VERSION = 1;

  private CallDocuments() {}

  /// Returns the document of a page of calls. Its `next` is null on the last page.
  static byte[] page(CallPage page, Currency currency) {
    return document(
        out -> {
          out.writeArrayPropertyStart("calls");
          for (var line : page.calls()) line(line, currency, out);
          out.writeEndArray();
          if (page.next() < 0) out.writeNullProperty("next");
          else out.writeStringProperty("next", Long.toString(page.next()));
          if (page.lookedUntil() >= 0) {
            var until = Instant.ofEpochMilli(page.lookedUntil());
            out.writeStringProperty("looked_until", until.toString());
          }
        });
  }

  /// Returns a call as an element of a page.
  public static byte[] line(CallLine line, Currency currency) {
    var bytes = new ByteArrayOutputStream();
    try (var out = Json.MAPPER.createGenerator(bytes)) {
      line(line, currency, out);
    }
    return bytes.toByteArray();
  }

  /// Writes the members of a document.
  private interface Members {
    void write(JsonGenerator out);
  }

  private static byte[] document(Members members) {
    var bytes = new ByteArrayOutputStream();
    try (var out = Json.MAPPER.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberProperty("version", VERSION);
      members.write(out);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void line(CallLine line, Currency currency, JsonGenerator out) {
    out.writeStartObject();
    lineMembers(line, currency, out);
    out.writeEndObject();
  }

  /// Writes the members of a call's line.
  public static void lineMembers(CallLine line, Currency currency, JsonGenerator out) {
    out.writeStringProperty("id", line.id());
    out.writeStringProperty("time", Instant.ofEpochMilli(line.startedAt()).toString());
    out.writeStringProperty("operation", line.operation());
    out.writeStringProperty("dialect", line.dialect());
    out.writeBooleanProperty("stream", line.stream());
    out.writeStringProperty("state", line.state());
    out.writeNumberProperty("status", line.status());
    RecordDocument.text(out, "code", line.code());
    out.writeStringProperty("model", line.model());
    RecordDocument.text(out, "provider", line.provider());
    RecordDocument.text(out, "model_sent", line.sent());
    out.writeStringProperty("lane", line.lane());
    out.writeNumberProperty("attempts", line.attempts());
    out.writeStringProperty("key", line.key());
    RecordDocument.text(out, "session", line.session());
    RecordDocument.text(out, "user", line.user());
    out.writeNumberProperty("input_tokens", line.inputTokens());
    out.writeNumberProperty("cached_tokens", line.cachedTokens());
    out.writeNumberProperty("output_tokens", line.outputTokens());
    out.writeBooleanProperty("tokens_estimated", line.estimated());
    out.writeStringProperty("cost", line.cost());
    if (line.cost().equals(Cost.State.PRICED.text())) {
      RecordDocument.amount(out, line.nanos(), currency);
      if (line.costDiffers()) out.writeBooleanProperty("cost_differs", true);
    }
    milliseconds(out, "duration_ms", line.micros());
    milliseconds(out, "first_token_ms", line.firstToken());
    milliseconds(out, "gateway_ms", line.own());
    RecordDocument.text(out, "question", line.question());
    RecordDocument.text(out, "origin", line.origin());
    if (line.losses() > 0) out.writeNumberProperty("losses", line.losses());
    RecordDocument.tools(out, line.tools());
    RecordDocument.text(out, "session_source", line.sessionSource());
    RecordDocument.text(out, "replay_of", line.replayOf());
    RecordDocument.tags(out, line.tags());
  }

  private static void milliseconds(JsonGenerator out, String name, long micros) {
    if (micros >= 0) out.writeNumberProperty(name, micros / 1_000.0);
  }

  /// Returns the document of a call with its payloads.
  ///
  /// @param bodies true if the bodies of payloads are included, false if only their descriptions
  ///   are
  public static byte[] whole(EndedCall call, boolean bodies, Currency currency) {
    return document(
        out -> {
          RecordDocument.write(call.record(), currency, out);
          out.writeArrayPropertyStart("payloads");
          for (var payload : call.payloads()) payload(call.record(), payload, bodies, out);
          out.writeEndArray();
        });
  }

  private static void payload(CallRecord call, Payload payload, boolean bodies, JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("kind", payload.kind().text());
    if (payload.attempt() >= 0) out.writeNumberProperty("attempt", payload.attempt());
    RecordDocument.text(out, "type", payload.type());
    out.writeNumberProperty("bytes", payload.size());
    out.writeNumberProperty("kept_bytes", payload.body().size());
    out.writeBooleanProperty("cut", payload.cut());
    out.writeStringProperty("path", path(call, payload));
    if (bodies) body(payload, out);
    out.writeEndObject();
  }

  /// Returns the path of a payload in the admin API.
  static String path(CallRecord call, Payload payload) {
    var path = CallsPages.PATH + "/" + call.id().text() + "/" + payload.kind().text();
    return payload.attempt() < 0 ? path : path + "/" + payload.attempt();
  }

  /// Writes a body as text if it is UTF-8, otherwise in base64.
  private static void body(Payload payload, JsonGenerator out) {
    var text = text(payload);
    if (text != null) out.writeStringProperty("text", text);
    else out.writeBinaryProperty("base64", payload.body().toByteArray());
  }

  /// Returns a payload as text; null if it is not UTF-8. A character that was cut off is left out.
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
}

package io.llmcallgateway.api.admin.bodies;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the vendor itself says of a prompt's tokens, as its kept answer has it: its `usage`, and
/// `diagnostics` where there are some.
final class VendorReport {
  /// The most bytes of a report; what would make it longer is left out.
  private static final int MOST_BYTES = 2 << 10;

  private static final String USAGE = "usage";
  private static final String DIAGNOSTICS = "diagnostics";

  /// The members that hold an answer in an event of a stream.
  private static final List<String> HOLDERS = List.of("message", "response");

  private final ObjectNode usage = Json.MAPPER.createObjectNode();
  private @Nullable JsonNode diagnostics;

  private VendorReport() {}

  /// Returns the report of a call; null if its answer was not kept or says nothing.
  static @Nullable ObjectNode of(EndedCall call) {
    var answer = answer(call);
    if (answer == null) return null;
    var report = new VendorReport();
    var text = new String(answer.body().toByteArray(), UTF_8);
    if (!report.read(text)) text.lines().forEach(report::readLine);
    return report.written();
  }

  private static @Nullable Payload answer(EndedCall call) {
    var attempts = call.record().attempts();
    for (int i = 0; i < attempts.size(); i++) {
      if (!attempts.get(i).won()) continue;
      return KeptCalls.payload(call, Payload.Kind.PROVIDER_ANSWER.text(), String.valueOf(i));
    }
    return null;
  }

  private void readLine(String line) {
    if (!line.contains(USAGE) && !line.contains(DIAGNOSTICS)) return;
    read(line.startsWith("data:") ? line.substring("data:".length()) : line);
  }

  /// Returns false if the text is not one JSON document.
  private boolean read(String text) {
    try {
      var document = Json.MAPPER.readTree(text);
      take(document);
      for (var holder : HOLDERS) take(document.path(holder));
      return document.isObject();
    } catch (JacksonException _) {
      return false;
    }
  }

  /// Takes over what an answer says; a later event of a stream replaces an earlier one.
  private void take(JsonNode answer) {
    for (var member : answer.path(USAGE).properties()) {
      usage.set(member.getKey(), member.getValue());
    }
    if (answer.hasNonNull(DIAGNOSTICS)) diagnostics = answer.path(DIAGNOSTICS);
  }

  private @Nullable ObjectNode written() {
    var report = Json.MAPPER.createObjectNode();
    add(report, USAGE, usage.isEmpty() ? null : usage);
    add(report, DIAGNOSTICS, diagnostics);
    return report.isEmpty() ? null : report;
  }

  private static void add(ObjectNode report, String name, @Nullable JsonNode value) {
    if (value == null) return;
    report.set(name, value);
    if (Json.MAPPER.writeValueAsBytes(report).length > MOST_BYTES) report.remove(name);
  }
}

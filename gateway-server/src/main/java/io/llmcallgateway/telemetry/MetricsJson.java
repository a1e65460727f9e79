package io.llmcallgateway.telemetry;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The metrics as JSON documents.
final class MetricsJson {
  private static final JsonFactory JSON = new JsonFactory();

  private MetricsJson() {}

  /// One object, with the members that `content` writes.
  static byte[] object(Consumer<JsonGenerator> content) {
    var bytes = new ByteArrayOutputStream(1 << 10);
    try (var out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      content.accept(out);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static void totals(JsonGenerator out, Totals totals) {
    var all = totals.all;
    out.writeNumberProperty("total_requests", all.requests.sum());
    out.writeNumberProperty("total_tokens", all.tokens.sum());
    out.writeNumberProperty("average_latency", all.averageLatency());
    out.writeNumberProperty("success_rate", all.successRate());
    out.writeObjectPropertyStart("models_used");
    totals.models.all().forEach((name, sums) -> out.writeNumberProperty(name, sums.requests.sum()));
    out.writeEndObject();
    out.writeNumberProperty(
        "average_time_to_first_token",
        Totals.average(totals.firstTokenMicros.sum(), totals.firstTokens.sum()));
    out.writeNumberProperty("error_count", all.errors.sum());
    out.writeNumberProperty("cancelled_count", totals.cancelled.sum());
    out.writeObjectPropertyStart("errors");
    totals.errors.all().forEach((code, count) -> out.writeNumberProperty(code, count.sum()));
    out.writeEndObject();
  }

  static void models(JsonGenerator out, Totals totals) {
    totals.models.all().forEach((name, sums) -> model(out, name, sums));
  }

  private static void model(JsonGenerator out, String name, Totals.Sums sums) {
    out.writeObjectPropertyStart(name);
    out.writeNumberProperty("requests", sums.requests.sum());
    out.writeNumberProperty("tokens", sums.tokens.sum());
    out.writeNumberProperty("total_duration", sums.micros.sum() / 1e6);
    out.writeNumberProperty("success_count", sums.successes.sum());
    out.writeNumberProperty("error_count", sums.errors.sum());
    out.writeNumberProperty("average_latency", sums.averageLatency());
    out.writeNumberProperty("success_rate", sums.successRate());
    out.writeEndObject();
  }
}

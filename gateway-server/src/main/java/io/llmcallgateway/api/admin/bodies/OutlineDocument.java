package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.outline.Outline;
import io.llmcallgateway.outline.OutlinePart;
import io.llmcallgateway.outline.ToolTarget;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes an outline as a document of the admin API. Leaves out members that are null.
final class OutlineDocument {
  private OutlineDocument() {}

  static byte[] of(String dialect, Payload payload, Outline outline) {
    var bytes = new ByteArrayOutputStream();
    try (var out = Json.MAPPER.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringProperty("dialect", dialect);
      out.writeStringProperty("kind", payload.kind().text());
      if (payload.attempt() >= 0) out.writeNumberProperty("attempt", payload.attempt());
      out.writeBooleanProperty("complete", outline.complete());
      text(out, "problem", outline.problem());
      out.writeArrayPropertyStart("parts");
      for (var part : outline.parts()) part(part, out);
      out.writeEndArray();
      out.writeBooleanProperty("more", outline.more());
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void part(OutlinePart part, JsonGenerator out) {
    out.writeStartObject();
    out.writeNumberProperty("index", part.index());
    out.writeStringProperty("role", part.role().text());
    out.writeStringProperty("type", part.type().text());
    out.writeStringProperty("path", part.path());
    out.writeNumberProperty("start", part.start());
    out.writeNumberProperty("end", part.end());
    text(out, "name", part.name());
    text(out, "ref", part.ref());
    text(out, "media_type", part.mediaType());
    out.writeStringProperty("hash", HexFormat.of().toHexDigits(part.hash()));
    text(out, "text", part.text());
    if (part.type() == PartType.TOOL_CALL && part.text() != null) {
      text(out, "target", ToolTarget.of(part.text()));
    }
    if (part.textCut()) out.writeBooleanProperty("text_cut", true);
    text(out, "cached", part.cached());
    out.writeEndObject();
  }

  static void text(JsonGenerator out, String name, @Nullable String value) {
    if (value != null) out.writeStringProperty(name, value);
  }
}

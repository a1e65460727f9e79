package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.outline.BodyChange;
import io.llmcallgateway.outline.BodyDiff;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes the differences between two bodies as a document of the admin API.
final class DiffDocument {
  private DiffDocument() {}

  static byte[] of(BodyDiff diff, ChangeAuthors authors) {
    var bytes = new ByteArrayOutputStream();
    try (var out = Json.MAPPER.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeBooleanProperty("same", diff.same());
      out.writeStringProperty("mode", diff.mode().text());
      out.writeArrayPropertyStart("changes");
      for (var change : diff.changes()) change(change, authors.of(change), out);
      out.writeEndArray();
      out.writeBooleanProperty("more", diff.more());
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void change(BodyChange change, ChangeAuthor author, JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("op", change.op().text());
    out.writeStringProperty("path", change.path());
    side(out, "left", change.left());
    side(out, "right", change.right());
    out.writeObjectPropertyStart("by");
    out.writeStringProperty("kind", author.kind().text());
    OutlineDocument.text(out, "name", author.name());
    out.writeEndObject();
    OutlineDocument.text(out, "loss", author.loss());
    out.writeEndObject();
  }

  private static void side(JsonGenerator out, String name, BodyChange.@Nullable Side side) {
    if (side == null) return;
    out.writeObjectPropertyStart(name);
    out.writeNumberProperty("start", side.start());
    out.writeNumberProperty("end", side.end());
    out.writeStringProperty("text", side.text());
    out.writeEndObject();
  }
}

package io.llmcallgateway.dialect.responses.request;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;

import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads content: a string or parts.
final class ContentReader {
  private static final Set<String> TEXT =
      Set.of("type", "text", "annotations", "logprobs", CacheBreakpoints.MEMBER);

  private ContentReader() {}

  static List<Part> read(JsonNode content, String path) {
    if (content.isString()) return List.of(Part.Text.of(content.asString()));
    if (content.isNull() || content.isMissingNode()) return List.of();
    if (!content.isArray()) throw wrongType(path, "a string or an array of parts");
    var parts = new ArrayList<Part>(content.size());
    int at = 0;
    for (var each : content) {
      var here = path + "[" + at++ + "]";
      if (!(each instanceof ObjectNode part)) throw wrongType(here, "an object");
      parts.add(part(part, here));
    }
    return parts;
  }

  private static Part part(ObjectNode part, String path) {
    return switch (JsonNodes.text(part, "type", "")) {
      case "input_text", "output_text", "text" ->
          new Part.Text(
              JsonNodes.text(part, "text", ""),
              CacheBreakpoints.read(part),
              List.of(),
              TypedMembers.others(part, TEXT));
      case "refusal" -> new Part.Refusal(JsonNodes.text(part, "refusal", ""));
      case "input_image" -> image(part, path).marked(CacheBreakpoints.read(part));
      case "input_file" -> file(part, path).marked(CacheBreakpoints.read(part));
      case "input_audio" -> audio(part, path).marked(CacheBreakpoints.read(part));
      default -> new Part.Foreign(TypedMembers.DIALECT, part);
    };
  }

  private static Part image(ObjectNode part, String path) {
    var url = JsonNodes.text(part, "image_url");
    if (url == null) url = JsonNodes.text(part.path("image_url"), "url");
    var detail = JsonNodes.text(part, "detail");
    var id = JsonNodes.text(part, "file_id");
    if (url == null && id == null) {
      throw invalid("Missing required parameter: '" + path + ".image_url'.", path + ".image_url");
    }
    if (url == null) return media(Part.Kind.IMAGE, fileId(id), null, null, detail);
    var data = data(url);
    if (data != null) return media(Part.Kind.IMAGE, data.source(), data.type(), null, detail);
    return media(Part.Kind.IMAGE, new Part.Source.Url(url), null, null, detail);
  }

  private static Part file(ObjectNode part, String path) {
    var name = JsonNodes.text(part, "filename");
    var bytes = JsonNodes.text(part, "file_data");
    if (bytes != null) {
      var data = data(bytes);
      if (data == null) data = new Data("application/pdf", new Part.Source.Base64(bytes));
      var kind = data.type().startsWith("image/") ? Part.Kind.IMAGE : Part.Kind.DOCUMENT;
      return media(kind, data.source(), data.type(), name, null);
    }
    var url = JsonNodes.text(part, "file_url");
    if (url != null) {
      return media(Part.Kind.DOCUMENT, new Part.Source.Url(url), null, name, null);
    }
    var id = JsonNodes.text(part, "file_id");
    if (id == null) {
      throw invalid("Missing required parameter: '" + path + ".file_data'.", path + ".file_data");
    }
    return media(Part.Kind.DOCUMENT, fileId(id), null, name, null);
  }

  private static Part audio(ObjectNode part, String path) {
    var sound = part.path("input_audio");
    var bytes = JsonNodes.text(sound, "data");
    if (bytes == null) {
      throw invalid("Missing required parameter: '" + path + ".input_audio'.", path);
    }
    var format = JsonNodes.text(sound, "format", "wav").toLowerCase(Locale.ROOT);
    var type = format.equals("mp3") ? "audio/mpeg" : "audio/" + format;
    return media(Part.Kind.AUDIO, new Part.Source.Base64(bytes), type, null, null);
  }

  private static Part.Source fileId(@Nullable String id) {
    return new Part.Source.FileId(TypedMembers.DIALECT, id == null ? "" : id);
  }

  private static Part media(
      Part.Kind kind,
      Part.Source source,
      @Nullable String type,
      @Nullable String name,
      @Nullable String detail) {
    return new Part.Media(kind, source, type, name, detail, null, Extras.NONE);
  }

  /// The content of a `data:` URL.
  private record Data(String type, Part.Source source) {}

  private static @Nullable Data data(String url) {
    if (!url.startsWith("data:")) return null;
    int comma = url.indexOf(',');
    if (comma < 0) return null;
    var head = url.substring(5, comma);
    int end = head.indexOf(';');
    var type = (end < 0 ? head : head.substring(0, end)).toLowerCase(Locale.ROOT);
    return new Data(
        type.isEmpty() ? "application/octet-stream" : type,
        new Part.Source.Base64(url.substring(comma + 1)));
  }
}

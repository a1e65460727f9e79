package io.llmcallgateway.dialect.openai.content;

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

/// Reads a message's content: a string, or parts.
public final class PartReader {
  private static final Set<String> OF_MEDIA =
      Set.of(
          "type",
          "image_url",
          "video_url",
          "document_url",
          "document_name",
          "input_audio",
          "file",
          "cache_control",
          CacheBreakpoints.MEMBER);

  private PartReader() {}

  public static List<Part> content(JsonNode message, String path) {
    var content = message.path("content");
    if (content.isString()) {
      var text = content.asString();
      if (text.isEmpty()) return List.of();
      return List.of(new Part.Text(text, CommonMembers.cacheMark(message), List.of(), Extras.NONE));
    }
    if (content.isMissingNode() || content.isNull()) return List.of();
    if (!content.isArray()) {
      throw TypedMembers.type(path + ".content", "a string or an array of parts");
    }
    var parts = new ArrayList<Part>(content.size());
    int index = 0;
    for (var part : content) {
      var at = path + ".content[" + index++ + "]";
      if (part.isString()) {
        if (!part.asString().isEmpty()) parts.add(Part.Text.of(part.asString()));
      } else if (part instanceof ObjectNode object) {
        var read = part(object, at);
        if (read != null) parts.add(read);
      } else {
        throw TypedMembers.type(at, "an object");
      }
    }
    return parts;
  }

  private static @Nullable Part part(ObjectNode part, String path) {
    return switch (JsonNodes.text(part, "type", "")) {
      case "text", "input_text", "output_text" -> {
        var text = JsonNodes.text(part, "text", "");
        if (text.isEmpty()) yield null;
        var extras =
            CommonMembers.rest(
                part, Set.of("type", "text", "cache_control", CacheBreakpoints.MEMBER));
        yield new Part.Text(text, CommonMembers.cacheMark(part), List.of(), extras);
      }
      case "refusal" -> new Part.Refusal(JsonNodes.text(part, "refusal", ""));
      case "image_url" -> linked(Part.Kind.IMAGE, part, "image_url", path);
      case "video_url" -> linked(Part.Kind.VIDEO, part, "video_url", path);
      case "document_url" -> linked(Part.Kind.DOCUMENT, part, "document_url", path);
      case "input_audio" -> audio(part, path);
      case "file" -> file(part, path);
      case "thinking" -> new Part.Reasoning(thinking(part), null);
      default -> new Part.Foreign(CommonMembers.DIALECT, part);
    };
  }

  /// Returns the text of Mistral's part for thinking, which has an array of texts.
  public static String thinking(JsonNode part) {
    var thinking = part.path("thinking");
    if (thinking.isString()) return thinking.asString();
    var text = new StringBuilder();
    for (var each : thinking) text.append(JsonNodes.text(each, "text", ""));
    return text.toString();
  }

  private static Part linked(Part.Kind kind, ObjectNode part, String name, String path) {
    var holder = part.path(name);
    var url = holder.isString() ? holder.asString() : JsonNodes.text(holder, "url");
    if (url == null || url.isEmpty()) {
      var param = path + "." + name + ".url";
      throw TypedMembers.value(param, "Missing required parameter: '" + param + "'.");
    }
    var title = JsonNodes.text(part, "document_name");
    return media(kind, url, title, JsonNodes.text(holder, "detail"), part);
  }

  private static Part media(
      Part.Kind kind, String url, @Nullable String name, @Nullable String detail, ObjectNode part) {
    var cache = CommonMembers.cacheMark(part);
    var extras = CommonMembers.rest(part, OF_MEDIA);
    if (!url.regionMatches(true, 0, "data:", 0, 5)) {
      return new Part.Media(kind, new Part.Source.Url(url), null, name, detail, cache, extras);
    }
    int comma = url.indexOf(',');
    var head = comma < 0 ? "" : url.substring(5, comma);
    int semicolon = head.indexOf(';');
    var type = (semicolon < 0 ? head : head.substring(0, semicolon)).toLowerCase(Locale.ROOT);
    var source = new Part.Source.Base64(comma < 0 ? "" : url.substring(comma + 1).strip());
    return new Part.Media(kind, source, type.isEmpty() ? null : type, name, detail, cache, extras);
  }

  private static Part audio(ObjectNode part, String path) {
    var holder = part.path("input_audio");
    var data = holder.isString() ? holder.asString() : JsonNodes.text(holder, "data");
    if (data == null) {
      var param = path + ".input_audio.data";
      throw TypedMembers.value(param, "Missing required parameter: '" + param + "'.");
    }
    if (data.startsWith("data:") || data.startsWith("http")) {
      return media(Part.Kind.AUDIO, data, null, null, part);
    }
    var type = audioType(JsonNodes.text(holder, "format", "wav"));
    return new Part.Media(
        Part.Kind.AUDIO,
        new Part.Source.Base64(data),
        type,
        null,
        null,
        CommonMembers.cacheMark(part),
        CommonMembers.rest(part, OF_MEDIA));
  }

  private static String audioType(String format) {
    return "audio/" + (format.equals("mp3") ? "mpeg" : format.toLowerCase(Locale.ROOT));
  }

  private static Part file(ObjectNode part, String path) {
    var file = part.path("file");
    var name = JsonNodes.text(file, "filename");
    var data = JsonNodes.text(file, "file_data");
    if (data != null) {
      boolean linked = data.startsWith("data:") || data.startsWith("http");
      // Without a prefix it is the bare base64 of a PDF, the only type that may be left out.
      var url = linked ? data : "data:application/pdf;base64," + data;
      var kind = kindOf(url);
      return media(kind, url, name, null, part);
    }
    var id = JsonNodes.text(file, "file_id");
    if (id == null) {
      var param = path + ".file";
      throw TypedMembers.value(param, "'" + param + "' needs file_data or file_id.");
    }
    return new Part.Media(
        Part.Kind.DOCUMENT,
        new Part.Source.FileId(CommonMembers.DIALECT, id),
        null,
        name,
        null,
        CommonMembers.cacheMark(part),
        CommonMembers.rest(part, OF_MEDIA));
  }

  private static Part.Kind kindOf(String url) {
    if (url.startsWith("data:image/")) return Part.Kind.IMAGE;
    if (url.startsWith("data:audio/")) return Part.Kind.AUDIO;
    return url.startsWith("data:video/") ? Part.Kind.VIDEO : Part.Kind.DOCUMENT;
  }
}

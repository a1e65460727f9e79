package io.llmcallgateway.dialect.gemini.content;

import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A part of a content on the wire, its members read in one pass.
///
/// @param node the part itself
/// @param thought true if the text is a thought
/// @param signature `thoughtSignature`
/// @param call `functionCall`
/// @param result `functionResponse`
/// @param inline `inlineData`
/// @param file `fileData`
/// @param extras members that go with media: `videoMetadata`, `mediaResolution`, `partMetadata`
/// @param foreign true if it has a member that is none of these
public record GeminiPart(
    ObjectNode node,
    @Nullable String text,
    boolean thought,
    @Nullable String signature,
    @Nullable JsonNode call,
    @Nullable JsonNode result,
    @Nullable JsonNode inline,
    @Nullable JsonNode file,
    Map<String, JsonNode> extras,
    boolean foreign) {
  /// The id of the dialect, which marks content that only Google's format has.
  public static final String DIALECT = "gemini";

  public static GeminiPart read(ObjectNode node) {
    String text = null;
    boolean thought = false;
    String signature = null;
    JsonNode call = null;
    JsonNode result = null;
    JsonNode inline = null;
    JsonNode file = null;
    boolean foreign = false;
    Map<String, JsonNode> extras = Map.of();
    for (var member : node.properties()) {
      var value = member.getValue();
      if (value.isNull()) continue;
      switch (member.getKey()) {
        case "text" -> text = value.asString("");
        case "thought" -> thought = value.asBoolean(false);
        case "thoughtSignature", "thought_signature" -> signature = value.asString("");
        case "functionCall", "function_call" -> call = value;
        case "functionResponse", "function_response" -> result = value;
        case "inlineData", "inline_data" -> inline = value;
        case "fileData", "file_data" -> file = value;
        case "videoMetadata",
            "video_metadata",
            "mediaResolution",
            "media_resolution",
            "partMetadata",
            "part_metadata" -> {
          if (extras.isEmpty()) extras = new LinkedHashMap<>();
          extras.put(ProtoJson.camel(member.getKey()), value);
        }
        default -> foreign = true;
      }
    }
    if (signature != null && signature.isEmpty()) signature = null;
    return new GeminiPart(
        node, text, thought, signature, call, result, inline, file, extras, foreign);
  }

  /// Returns the media, or null if the part has neither bytes nor a file.
  public Part.@Nullable Media media() {
    var kept = extras.isEmpty() ? Extras.NONE : new Extras(DIALECT, extras);
    if (inline != null) {
      var type = ProtoJson.text(inline, "mimeType");
      var data = standard(ProtoJson.get(inline, "data").asString(""));
      return new Part.Media(
          kind(type),
          new Part.Source.Base64(data),
          type,
          ProtoJson.text(inline, "displayName"),
          null,
          null,
          kept);
    }
    if (file == null) return null;
    var type = ProtoJson.text(file, "mimeType");
    var uri = ProtoJson.get(file, "fileUri").asString("");
    return new Part.Media(
        type == null && isYouTube(uri) ? Part.Kind.VIDEO : kind(type),
        isUpload(uri) ? new Part.Source.FileId(DIALECT, uri) : new Part.Source.Url(uri),
        type,
        ProtoJson.text(file, "displayName"),
        null,
        null,
        kept);
  }

  /// Returns base64 in the standard alphabet; clients in Python use the URL-safe one.
  private static String standard(String data) {
    return data.indexOf('-') < 0 && data.indexOf('_') < 0
        ? data
        : data.replace('-', '+').replace('_', '/');
  }

  static Part.Kind kind(@Nullable String mediaType) {
    var type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
    if (type.startsWith("image/")) return Part.Kind.IMAGE;
    if (type.startsWith("audio/")) return Part.Kind.AUDIO;
    return type.startsWith("video/") ? Part.Kind.VIDEO : Part.Kind.DOCUMENT;
  }

  /// True if the file was uploaded to the Gemini API.
  static boolean isUpload(String uri) {
    return uri.startsWith("https://generativelanguage.googleapis.com/") || uri.startsWith("files/");
  }

  static boolean isYouTube(String uri) {
    return uri.startsWith("https://www.youtube.com/")
        || uri.startsWith("https://youtube.com/")
        || uri.startsWith("https://youtu.be/");
  }
}

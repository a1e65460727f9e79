package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.anthropic.content.ThinkingBlocks;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Part.Kind;
import io.llmcallgateway.model.chat.Part.Source;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads content blocks of a client's messages into `Part`s.
final class BlockReader {
  private static final Set<String> TEXT = Set.of("type", "text", "cache_control", "citations");
  private static final Set<String> MEDIA = Set.of("type", "source", "title", "cache_control");
  private static final Set<String> CALL = Set.of("type", "id", "name", "input", "cache_control");
  private static final Set<String> RESULT =
      Set.of("type", "tool_use_id", "content", "is_error", "cache_control");

  private BlockReader() {}

  /// Reads a block of a client's message. Most blocks are one part; a call is preceded by the
  /// reasoning that its id carries.
  ///
  /// @param path of the block in the request, for messages about errors
  static List<Part> read(JsonNode block, String path) {
    var type = JsonNodes.text(block, "type");
    if (type == null)
      throw RequestBodyParser.invalid(path + ".type: Field required", path + ".type");
    return switch (type) {
      case "text" -> List.of(text(block, path));
      case "image" -> List.of(media(Kind.IMAGE, block));
      case "document" -> List.of(media(Kind.DOCUMENT, block));
      case "tool_use" -> call(block, path);
      case "tool_result" -> List.of(result(block, path));
      case "thinking" -> List.of(ThinkingBlocks.read(block));
      case "redacted_thinking" -> List.of(ThinkingBlocks.readRedacted(block));
      default -> List.of(foreign(block));
    };
  }

  private static Part.Foreign foreign(JsonNode block) {
    return new Part.Foreign(ContentBlocks.DIALECT, (ObjectNode) block);
  }

  private static Part text(JsonNode block, String path) {
    var text = JsonNodes.text(block, "text");
    if (text == null) throw RequestBodyParser.wrongType(path + ".text", "a string");
    var citations = new ArrayList<Citation>(0);
    for (var each : block.path("citations")) {
      if (each.isObject()) citations.add(ContentBlocks.citation(each, -1, -1));
    }
    return new Part.Text(
        text, ContentBlocks.cache(block), citations, ContentBlocks.extras(block, TEXT));
  }

  private static Part media(Kind kind, JsonNode block) {
    var source = block.path("source");
    var where = source(source);
    if (where == null) return foreign(block);
    return new Part.Media(
        kind,
        where,
        JsonNodes.text(source, "media_type"),
        JsonNodes.text(block, "title"),
        null,
        ContentBlocks.cache(block),
        ContentBlocks.extras(block, MEDIA));
  }

  private static @Nullable Source source(JsonNode source) {
    return switch (JsonNodes.text(source, "type", "")) {
      case "base64" -> new Source.Base64(JsonNodes.text(source, "data", ""));
      case "url" -> new Source.Url(JsonNodes.text(source, "url", ""));
      case "text" -> new Source.Plain(JsonNodes.text(source, "data", ""));
      case "file" ->
          new Source.FileId(ContentBlocks.DIALECT, JsonNodes.text(source, "file_id", ""));
      default -> null;
    };
  }

  private static List<Part> call(JsonNode block, String path) {
    var id = JsonNodes.text(block, "id");
    var name = JsonNodes.text(block, "name");
    if (id == null || name == null) {
      var missing = path + (id == null ? ".id" : ".name");
      throw RequestBodyParser.invalid(missing + ": Field required", missing);
    }
    var opened = SignatureEnvelope.fromId(id);
    var parts = new ArrayList<Part>(opened.reasoning());
    parts.add(
        new Part.ToolCall(
            opened.id(),
            name,
            ContentBlocks.arguments(block),
            opened.callSignature(),
            ContentBlocks.cache(block),
            ContentBlocks.extras(block, CALL)));
    return parts;
  }

  private static Part result(JsonNode block, String path) {
    var id = JsonNodes.text(block, "tool_use_id");
    if (id == null) {
      throw RequestBodyParser.invalid(path + ".tool_use_id: Field required", path + ".tool_use_id");
    }
    return new Part.ToolResult(
        SignatureEnvelope.fromId(id).id(),
        null,
        MessagesReader.parts(block.path("content"), path + ".content"),
        Boolean.TRUE.equals(JsonNodes.flag(block, "is_error")),
        ContentBlocks.cache(block),
        ContentBlocks.extras(block, RESULT));
  }
}

package io.llmcallgateway.dialect.bedrock.content;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads content blocks: of a client's request, or of a provider's answer.
public final class BlockReader {
  static final String GUARD = "guardContent";
  static final String JSON = "json";

  private final @Nullable CallIds ids;
  private final String family;

  private BlockReader(@Nullable CallIds ids, String family) {
    this.ids = ids;
    this.family = family;
  }

  public static BlockReader ofRequest() {
    return new BlockReader(null, Signature.ANTHROPIC);
  }

  /// A reader of an answer's blocks.
  ///
  /// @param family the family of the signatures that the answering model makes
  public static BlockReader ofAnswer(CallIds ids, String family) {
    return new BlockReader(ids, family);
  }

  /// The parts; a cache point is put on the part before it.
  public List<Part> read(JsonNode blocks, String path) {
    var parts = new ArrayList<Part>(blocks.size());
    int index = 0;
    for (var block : blocks) {
      var at = path + "[" + index++ + "]";
      if (!(block instanceof ObjectNode object))
        throw RequestErrors.member(at, "must be an object");
      var cache = CachePoints.read(object);
      if (cache == null) parts.add(part(object, at));
      else if (!mark(parts, cache)) parts.add(new Part.Foreign(DialectId.BEDROCK.text(), object));
    }
    return parts;
  }

  private Part part(ObjectNode block, String path) {
    var text = JsonNodes.text(block, "text");
    if (text != null) return Part.Text.of(text);
    for (var member : block.properties()) {
      if (!(member.getValue() instanceof ObjectNode value)) continue;
      var part =
          switch (member.getKey()) {
            case "image" -> media(Part.Kind.IMAGE, value, path);
            case "document" -> media(Part.Kind.DOCUMENT, value, path);
            case "video" -> media(Part.Kind.VIDEO, value, path);
            case "audio" -> media(Part.Kind.AUDIO, value, path);
            case "toolUse" -> toolUse(value, path);
            case "toolResult" -> toolResult(value, path);
            case "reasoningContent" -> reasoning(value);
            case "citationsContent" -> cited(value);
            case GUARD -> guarded(value, path);
            default -> null;
          };
      if (part != null) return part;
    }
    return new Part.Foreign(DialectId.BEDROCK.text(), block);
  }

  private static @Nullable Part media(Part.Kind kind, ObjectNode block, String path) {
    var source = JsonNodes.object(block, "source");
    if (source == null) throw RequestErrors.member(path, "has no source");
    var rest = new LinkedHashMap<String, JsonNode>();
    for (var name : new String[] {"context", "citations"}) {
      if (JsonNodes.has(block, name)) rest.put(name, block.get(name));
    }
    var read = source(source, rest);
    if (read == null) return null;
    return new Part.Media(
        kind,
        read,
        MediaFormats.mediaType(kind, JsonNodes.text(block, "format")),
        JsonNodes.text(block, "name"),
        null,
        null,
        extras(rest));
  }

  private static Part.@Nullable Source source(ObjectNode source, Map<String, JsonNode> rest) {
    var bytes = JsonNodes.text(source, "bytes");
    if (bytes != null) return new Part.Source.Base64(bytes);
    var stored = JsonNodes.object(source, "s3Location");
    if (stored != null) {
      var address = JsonNodes.text(stored, "uri");
      if (address == null) return null;
      if (JsonNodes.has(stored, "bucketOwner")) rest.put("bucketOwner", stored.get("bucketOwner"));
      return new Part.Source.Url(address);
    }
    var text = JsonNodes.text(source, "text");
    if (text != null) return new Part.Source.Plain(text);
    if (!source.path("content").isArray()) return null;
    return new Part.Source.Plain(texts(source.path("content"), "\n"));
  }

  private @Nullable Part toolUse(ObjectNode block, String path) {
    if (JsonNodes.has(block, "type")) return null; // a server tool's use
    var id = JsonNodes.text(block, "toolUseId");
    var name = JsonNodes.text(block, "name", "");
    var input = block.path("input");
    var arguments = input.isObject() ? input.toString() : input.asString("");
    if (arguments.isBlank()) arguments = "{}";
    if (ids != null) return Part.ToolCall.of(ids.claim(id), name, arguments);
    if (id == null) throw RequestErrors.member(path + ".toolUse.toolUseId", "is missing");
    if (name.isEmpty()) throw RequestErrors.member(path + ".toolUse.name", "is missing");
    var opened = SignatureEnvelope.fromId(id);
    return new Part.ToolCall(
        opened.id(), name, arguments, opened.callSignature(), null, Extras.NONE);
  }

  private @Nullable Part toolResult(ObjectNode block, String path) {
    if (JsonNodes.has(block, "type")) return null; // a server tool's result
    var id = JsonNodes.text(block, "toolUseId");
    if (id == null) throw RequestErrors.member(path + ".toolResult.toolUseId", "is missing");
    var content = new ArrayList<Part>();
    int index = 0;
    for (var each : block.path("content")) {
      var at = path + ".toolResult.content[" + index++ + "]";
      if (!(each instanceof ObjectNode object)) throw RequestErrors.member(at, "must be an object");
      var json = object.get(JSON);
      if (json == null) {
        content.add(part(object, at));
        continue;
      }
      content.add(new Part.Text(json.toString(), null, List.of(), extras(Map.of(JSON, json))));
    }
    boolean error = "error".equals(JsonNodes.text(block, "status"));
    return new Part.ToolResult(
        SignatureEnvelope.fromId(id).id(), null, content, error, null, Extras.NONE);
  }

  private @Nullable Part reasoning(ObjectNode block) {
    var redacted = JsonNodes.text(block, "redactedContent");
    if (redacted != null) return new Part.Reasoning("", signature(redacted, true));
    var text = JsonNodes.object(block, "reasoningText");
    if (text == null) return null;
    return new Part.Reasoning(
        JsonNodes.text(text, "text", ""), signature(JsonNodes.text(text, "signature"), false));
  }

  private @Nullable Signature signature(@Nullable String field, boolean encrypted) {
    if (ids == null) return SignatureCodec.fromClient(field, encrypted);
    if (field == null || field.isEmpty()) return null;
    return encrypted ? SignatureCodec.ofBlob(field, family) : SignatureCodec.ofText(field, family);
  }

  private static Part cited(ObjectNode block) {
    var citations = new ArrayList<Citation>();
    for (var each : block.path("citations")) citations.add(CitationCodec.read(each));
    return new Part.Text(texts(block.path("content"), ""), null, citations, Extras.NONE);
  }

  /// Content for a guardrail is a text or an image for every other format.
  private static @Nullable Part guarded(ObjectNode block, String path) {
    var text = JsonNodes.object(block, "text");
    if (text != null) {
      return new Part.Text(
          JsonNodes.text(text, "text", ""),
          null,
          List.of(),
          extras(Map.of(GUARD, text.path("qualifiers").deepCopy())));
    }
    var image = JsonNodes.object(block, "image");
    if (image == null || !(media(Part.Kind.IMAGE, image, path) instanceof Part.Media media)) {
      return null;
    }
    return new Part.Media(
        media.kind(),
        media.source(),
        media.mediaType(),
        media.name(),
        null,
        null,
        extras(Map.of(GUARD, block)));
  }

  private static Extras extras(Map<String, JsonNode> members) {
    return members.isEmpty() ? Extras.NONE : new Extras(DialectId.BEDROCK.text(), members);
  }

  private static String texts(JsonNode blocks, String between) {
    var text = new StringBuilder();
    for (var block : blocks) {
      var words = JsonNodes.text(block, "text", "");
      if (words.isEmpty()) continue;
      if (!text.isEmpty()) text.append(between);
      text.append(words);
    }
    return text.toString();
  }

  /// Puts the mark on the last part; false where that can bear none.
  private static boolean mark(List<Part> parts, CacheMark cache) {
    if (parts.isEmpty()) return false;
    var last = parts.removeLast();
    var marked =
        switch (last) {
          case Part.Text text -> new Part.Text(text.text(), cache, text.citations(), text.extras());
          case Part.Media media ->
              new Part.Media(
                  media.kind(),
                  media.source(),
                  media.mediaType(),
                  media.name(),
                  media.detail(),
                  cache,
                  media.extras());
          case Part.ToolCall call ->
              new Part.ToolCall(
                  call.id(), call.name(), call.arguments(), call.signature(), cache, call.extras());
          case Part.ToolResult result ->
              new Part.ToolResult(
                  result.callId(),
                  result.name(),
                  result.content(),
                  result.error(),
                  cache,
                  result.extras());
          case Part.Refusal _, Part.Reasoning _, Part.Foreign _ -> null;
        };
    parts.add(marked == null ? last : marked);
    return marked != null;
  }
}

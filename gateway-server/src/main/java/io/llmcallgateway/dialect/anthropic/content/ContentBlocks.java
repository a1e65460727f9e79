package io.llmcallgateway.dialect.anthropic.content;

import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes content blocks and reads the members that several kinds of blocks share.
public final class ContentBlocks {
  /// The id of the dialect, which marks content that only Anthropic's format has.
  public static final String DIALECT = "anthropic";

  private ContentBlocks() {}

  /// Returns an object with a `type`.
  public static ObjectNode of(String type) {
    return Json.MAPPER.createObjectNode().put("type", type);
  }

  public static ObjectNode text(String text) {
    return of("text").put("text", text);
  }

  /// Returns the mark of a block's `cache_control`, or null if it has none.
  public static @Nullable CacheMark cache(JsonNode block) {
    var control = JsonNodes.object(block, "cache_control");
    if (control == null) return null;
    var ttl = JsonNodes.text(control, "ttl");
    return CacheMark.ONE_HOUR.text().equals(ttl) ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES;
  }

  /// Returns the members of a block that are not in `known`.
  public static Extras extras(JsonNode block, Set<String> known) {
    Map<String, JsonNode> rest = null;
    for (var member : block.properties()) {
      if (known.contains(member.getKey())) continue;
      if (rest == null) rest = new LinkedHashMap<>();
      rest.put(member.getKey(), member.getValue());
    }
    return rest == null ? Extras.NONE : new Extras(DIALECT, rest);
  }

  /// Adds Anthropic's own members to a block; members that it has already stay.
  public static void put(Extras extras, ObjectNode block) {
    extras
        .in(DIALECT)
        .forEach(
            (name, value) -> {
              if (!block.has(name)) block.set(name, value);
            });
  }

  /// Returns the arguments of a call as the object that `input` must be, or null if they are not an
  /// object.
  public static @Nullable ObjectNode input(String arguments) {
    if (arguments.isBlank()) return Json.MAPPER.createObjectNode();
    try {
      var node = Json.EXACT.readTree(arguments);
      if (node instanceof ObjectNode object) return object;
      return node.isNull() ? Json.MAPPER.createObjectNode() : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  /// Returns the JSON text of a call's `input`.
  public static String arguments(JsonNode block) {
    var input = block.path("input");
    return input.isObject() ? input.toString() : "{}";
  }

  /// Reads a citation.
  ///
  /// @param start of the cited text among the texts of the answer; -1 if unknown
  /// @param end of that text, exclusive; -1 if unknown
  public static Citation citation(JsonNode raw, int start, int end) {
    var title = JsonNodes.text(raw, "title");
    return new Citation(
        JsonNodes.text(raw, "url"),
        title == null ? JsonNodes.text(raw, "document_title") : title,
        JsonNodes.text(raw, "cited_text"),
        start,
        end,
        DIALECT,
        raw);
  }

  /// Returns a citation in Anthropic's format: its own unchanged, a web page as a search result.
  /// Null if it has no URL.
  public static @Nullable JsonNode citation(Citation citation) {
    if (citation.dialect().equals(DIALECT) && citation.raw() != null) {
      return citation.raw();
    }
    if (citation.url() == null) return null;
    return of("web_search_result_location")
        .put("cited_text", citation.quote() == null ? "" : citation.quote())
        .put("url", citation.url())
        .put("title", citation.title())
        .put("encrypted_index", "");
  }

  /// Writes `citations`, if there are any that Anthropic's format has a form for.
  public static void citations(List<Citation> citations, ObjectNode block) {
    var all = Json.MAPPER.createArrayNode();
    for (var each : citations) {
      var node = citation(each);
      if (node != null) all.add(node);
    }
    if (!all.isEmpty()) block.set("citations", all);
  }

  /// Returns the schema with the type `object`, which Anthropic requires.
  public static JsonNode objectSchema(@Nullable JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      var none = ContentBlocks.of("object");
      none.putObject("properties");
      return none;
    }
    if ("object".equals(object.path("type").asString(""))) return object;
    var typed = ContentBlocks.of("object");
    for (var member : object.properties()) {
      if (!member.getKey().equals("type")) typed.set(member.getKey(), member.getValue());
    }
    return typed;
  }
}

package io.llmcallgateway.dialect.anthropic;

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
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/// Helpers that readers and writers of content blocks share.
final class ContentBlocks {
  /// Keeps decimals as they were written: they may be a tool's arguments.
  static final ObjectReader EXACT =
      Json.MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private ContentBlocks() {}

  static ObjectNode of(String type) {
    return Json.MAPPER.createObjectNode().put("type", type);
  }

  static ObjectNode text(String text) {
    return of("text").put("text", text);
  }

  static @Nullable CacheMark cache(JsonNode block) {
    var control = JsonNodes.object(block, "cache_control");
    if (control == null) return null;
    var ttl = JsonNodes.text(control, "ttl");
    return CacheMark.ONE_HOUR.text().equals(ttl) ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES;
  }

  /// The members of a block that are not among `known`.
  static Extras extras(JsonNode block, Set<String> known) {
    Map<String, JsonNode> rest = null;
    for (var member : block.properties()) {
      if (known.contains(member.getKey())) continue;
      if (rest == null) rest = new LinkedHashMap<>();
      rest.put(member.getKey(), member.getValue());
    }
    return rest == null ? Extras.NONE : new Extras(AnthropicDialect.ID, rest);
  }

  static void put(Extras extras, ObjectNode block) {
    extras
        .in(AnthropicDialect.ID)
        .forEach(
            (name, value) -> {
              if (!block.has(name)) block.set(name, value);
            });
  }

  /// The arguments of a call as the object that `input` must be; null where they are none.
  static @Nullable ObjectNode input(String arguments) {
    if (arguments.isBlank()) return Json.MAPPER.createObjectNode();
    try {
      var node = EXACT.readTree(arguments);
      if (node instanceof ObjectNode object) return object;
      return node.isNull() ? Json.MAPPER.createObjectNode() : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  /// The JSON text of a call's `input`.
  static String arguments(JsonNode block) {
    var input = block.path("input");
    return input.isObject() ? input.toString() : "{}";
  }

  /// A citation of the stretch of text from `start` to `end`.
  static Citation citation(JsonNode raw, int start, int end) {
    var title = JsonNodes.text(raw, "title");
    return new Citation(
        JsonNodes.text(raw, "url"),
        title == null ? JsonNodes.text(raw, "document_title") : title,
        JsonNodes.text(raw, "cited_text"),
        start,
        end,
        AnthropicDialect.ID,
        raw);
  }

  /// The citation in Anthropic's shape: its own as it was, one of a web page as a search's; null
  /// where it names no page.
  static @Nullable JsonNode citation(Citation citation) {
    if (citation.dialect().equals(AnthropicDialect.ID) && citation.raw() != null) {
      return citation.raw();
    }
    if (citation.url() == null) return null;
    return of("web_search_result_location")
        .put("cited_text", citation.quote() == null ? "" : citation.quote())
        .put("url", citation.url())
        .put("title", citation.title())
        .put("encrypted_index", "");
  }

  static void citations(List<Citation> citations, ObjectNode block) {
    var all = Json.MAPPER.createArrayNode();
    for (var each : citations) {
      var node = citation(each);
      if (node != null) all.add(node);
    }
    if (!all.isEmpty()) block.set("citations", all);
  }
}

package io.llmcallgateway.dialect.openai.content;

import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes the sources of an answer: `annotations` of OpenAI and OpenRouter, `citations`
/// and `search_results` of Perplexity.
public final class CitationCodec {
  private CitationCodec() {}

  public static List<Citation> read(JsonNode annotations) {
    var citations = new ArrayList<Citation>();
    for (var annotation : annotations) {
      var source = annotation.path("url_citation");
      if (!source.isObject()) source = annotation;
      citations.add(
          new Citation(
              JsonNodes.text(source, "url"),
              JsonNodes.text(source, "title"),
              JsonNodes.text(source, "content"),
              place(source, "start_index"),
              place(source, "end_index"),
              CommonMembers.DIALECT,
              annotation));
    }
    return citations;
  }

  private static int place(JsonNode source, String name) {
    var value = JsonNodes.whole(source, name);
    return value == null || value < 0 || value > Integer.MAX_VALUE ? -1 : value.intValue();
  }

  /// Returns the sources that Perplexity lists for the whole answer.
  public static List<Citation> readLists(@Nullable JsonNode results, @Nullable JsonNode urls) {
    var citations = new ArrayList<Citation>();
    if (results != null) {
      for (var result : results) {
        var url = JsonNodes.text(result, "url");
        if (url == null) continue;
        citations.add(of(url, JsonNodes.text(result, "title"), JsonNodes.text(result, "snippet")));
      }
    }
    if (urls == null || !citations.isEmpty()) return citations;
    for (var url : urls) if (url.isString()) citations.add(of(url.asString(), null, null));
    return citations;
  }

  private static Citation of(String url, @Nullable String title, @Nullable String quote) {
    return new Citation(url, title, quote, -1, -1, "", null);
  }

  /// Returns the citation as an annotation, or null if it is not a web address, which is all that
  /// this format has.
  public static @Nullable ObjectNode write(Citation citation) {
    if (citation.raw() instanceof ObjectNode raw
        && citation.dialect().equals(CommonMembers.DIALECT)) {
      return raw;
    }
    if (citation.url() == null) return null;
    var node = Json.MAPPER.createObjectNode().put("type", "url_citation");
    var source = node.putObject("url_citation").put("url", citation.url());
    source.put("title", citation.title() == null ? citation.url() : citation.title());
    source.put("start_index", Math.max(citation.start(), 0));
    source.put("end_index", Math.max(citation.end(), 0));
    if (citation.quote() != null) source.put("content", citation.quote());
    return node;
  }
}

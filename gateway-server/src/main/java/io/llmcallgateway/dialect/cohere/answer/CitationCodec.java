package io.llmcallgateway.dialect.cohere.answer;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Cohere's citations: a stretch of the text and the documents or tools' results it stands on.
public final class CitationCodec {
  private CitationCodec() {}

  /// Returns a citation for each source. The original goes back once.
  public static List<Citation> read(JsonNode node) {
    var all = new ArrayList<Citation>(1);
    for (var source : node.path("sources")) all.add(citation(node, source, all.isEmpty()));
    if (all.isEmpty()) all.add(citation(node, Json.MAPPER.createObjectNode(), true));
    return all;
  }

  private static Citation citation(JsonNode node, JsonNode source, boolean first) {
    var document = source.path("document");
    if (document.isMissingNode()) document = source.path("tool_output");
    var title = JsonNodes.text(document, "title");
    var quote = JsonNodes.text(document, "snippet");
    if (quote == null) quote = JsonNodes.text(document, "text");
    var start = JsonNodes.whole(node, "start");
    var end = JsonNodes.whole(node, "end");
    return new Citation(
        JsonNodes.text(document, "url"),
        title == null ? JsonNodes.text(source, "id") : title,
        quote,
        start == null ? -1 : start.intValue(),
        end == null ? -1 : end.intValue(),
        DialectId.COHERE.text(),
        first ? node : MissingNode.getInstance());
  }

  /// True if another citation of the same original gives it back.
  public static boolean repeats(Citation citation) {
    return citation.dialect().equals(DialectId.COHERE.text())
        && citation.raw() != null
        && citation.raw().isMissingNode();
  }

  /// Writes a citation; one that came in this format goes back as it was.
  ///
  /// @param said the answer's text so far
  public static ObjectNode write(Citation citation, CharSequence said) {
    if (citation.dialect().equals(DialectId.COHERE.text())
        && citation.raw() instanceof ObjectNode own) {
      return own;
    }
    int start = Math.max(citation.start(), 0);
    int end = Math.max(citation.end(), start);
    var node = Json.MAPPER.createObjectNode();
    node.put("start", start);
    node.put("end", end);
    boolean known = end <= said.length();
    node.put("text", known ? said.subSequence(start, end).toString() : "");
    var source = node.putArray("sources").addObject();
    source.put("type", "document");
    source.put("id", citation.url() == null ? "source" : citation.url());
    var document = source.putObject("document");
    if (citation.url() != null) document.put("url", citation.url());
    if (citation.title() != null) document.put("title", citation.title());
    if (citation.quote() != null) document.put("snippet", citation.quote());
    node.put("type", "TEXT_CONTENT");
    return node;
  }
}

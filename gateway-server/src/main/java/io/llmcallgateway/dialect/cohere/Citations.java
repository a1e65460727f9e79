package io.llmcallgateway.dialect.cohere;

import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Cohere's citations: a stretch of the text and the documents or tools' results it stands on.
final class Citations {
  private Citations() {}

  static Citation read(JsonNode node) {
    var source = node.path("sources").path(0);
    var document = source.path("document");
    var title = Tree.text(document, "title");
    var start = Tree.whole(node, "start");
    var end = Tree.whole(node, "end");
    return new Citation(
        Tree.text(document, "url"),
        title == null ? Tree.text(source, "id") : title,
        Tree.text(node, "text"),
        start == null ? -1 : start.intValue(),
        end == null ? -1 : end.intValue(),
        CohereDialect.ID,
        node);
  }

  static ObjectNode write(Citation citation) {
    if (citation.dialect().equals(CohereDialect.ID) && citation.raw() instanceof ObjectNode own) {
      return own;
    }
    var node = Json.MAPPER.createObjectNode();
    node.put("start", Math.max(citation.start(), 0));
    node.put("end", Math.max(citation.end(), 0));
    node.put("text", citation.quote() == null ? "" : citation.quote());
    var source = node.putArray("sources").addObject();
    source.put("type", "document");
    source.put("id", citation.url() == null ? "source" : citation.url());
    var document = source.putObject("document");
    if (citation.url() != null) document.put("url", citation.url());
    if (citation.title() != null) document.put("title", citation.title());
    node.put("type", "TEXT_CONTENT");
    return node;
  }
}

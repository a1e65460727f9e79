package io.llmcallgateway.dialect.bedrock.content;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Citations of an answer: what was cited and where it stands there.
public final class CitationCodec {
  private CitationCodec() {}

  public static Citation read(JsonNode citation) {
    var quote = new StringBuilder();
    for (var source : citation.path("sourceContent"))
      quote.append(JsonNodes.text(source, "text", ""));
    var address = JsonNodes.text(citation.path("location").path("web"), "url");
    return new Citation(
        address == null ? addressIn(JsonNodes.text(citation, "source")) : address,
        JsonNodes.text(citation, "title"),
        quote.isEmpty() ? null : quote.toString(),
        -1,
        -1,
        DialectId.BEDROCK.text(),
        citation);
  }

  private static @Nullable String addressIn(@Nullable String source) {
    if (source == null) return null;
    return source.startsWith("https://") || source.startsWith("http://") ? source : null;
  }

  /// True if it came in this dialect.
  static boolean own(Citation citation) {
    return citation.dialect().equals(DialectId.BEDROCK.text())
        && citation.raw() instanceof ObjectNode;
  }

  public static ObjectNode write(Citation citation) {
    if (own(citation) && citation.raw() instanceof ObjectNode original) return original;
    var node = Json.MAPPER.createObjectNode();
    if (citation.title() != null) node.put("title", citation.title());
    if (citation.quote() != null) {
      node.putArray("sourceContent").addObject().put("text", citation.quote());
    }
    if (citation.url() != null) {
      node.putObject("location").putObject("web").put("url", citation.url());
    }
    return node;
  }
}

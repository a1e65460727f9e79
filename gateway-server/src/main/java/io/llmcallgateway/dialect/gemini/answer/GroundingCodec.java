package io.llmcallgateway.dialect.gemini.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes the sources of a candidate: `groundingMetadata` and `citationMetadata`. Google
/// counts positions in bytes of UTF-8, the canonical form in characters.
public final class GroundingCodec {
  private GroundingCodec() {}

  /// Returns the citations of a candidate.
  ///
  /// @param position converts a position in bytes to one in characters, or to -1 if it is unknown
  public static List<Citation> citations(JsonNode candidate, IntUnaryOperator position) {
    var grounding = candidate.path("groundingMetadata");
    var cited = candidate.path("citationMetadata");
    if (grounding.isMissingNode() && cited.isMissingNode()) return List.of();
    var citations = new ArrayList<Citation>();
    addGrounding(grounding, position, citations);
    // The Gemini API and Vertex AI have different names for them.
    for (var name : new String[] {"citationSources", "citations"}) {
      for (var source : cited.path(name)) {
        citations.add(
            new Citation(
                JsonNodes.text(source, "uri"),
                JsonNodes.text(source, "title"),
                null,
                at(source, "startIndex", position),
                at(source, "endIndex", position),
                GeminiPart.DIALECT,
                source));
      }
    }
    return citations;
  }

  private static void addGrounding(
      JsonNode grounding, IntUnaryOperator position, List<Citation> citations) {
    var chunks = grounding.path("groundingChunks");
    var supports = grounding.path("groundingSupports");
    for (var support : supports) {
      var segment = support.path("segment");
      for (var index : support.path("groundingChunkIndices")) {
        var chunk = chunks.path(index.asInt(-1));
        if (chunk.isMissingNode()) continue;
        int end = at(segment, "endIndex", position);
        // a segment at the beginning of the text has no start
        int start = end < 0 ? -1 : at(segment, "startIndex", position);
        if (end >= 0 && !segment.has("startIndex")) start = 0;
        citations.add(citation(chunk, start, end));
      }
    }
    if (!supports.isEmpty()) return;
    for (var chunk : chunks) citations.add(citation(chunk, -1, -1));
  }

  /// Returns how many searches Google made for an answer: it bills them by the query
  /// (https://ai.google.dev/gemini-api/docs/google-search).
  static long searches(JsonNode answer) {
    long searches = 0;
    for (var candidate : answer.path("candidates")) {
      searches += candidate.path("groundingMetadata").path("webSearchQueries").size();
    }
    return searches;
  }

  private static Citation citation(JsonNode chunk, int start, int end) {
    var source = chunk.path("web");
    if (source.isMissingNode()) source = chunk.path("retrievedContext");
    if (source.isMissingNode()) source = chunk.path("maps");
    return new Citation(
        JsonNodes.text(source, "uri"),
        JsonNodes.text(source, "title"),
        JsonNodes.text(source, "text"),
        start,
        end,
        GeminiPart.DIALECT,
        chunk);
  }

  private static int at(JsonNode node, String name, IntUnaryOperator position) {
    var value = node.path(name);
    return value.isNumber() ? position.applyAsInt(value.asInt(-1)) : -1;
  }

  /// Returns a converter of positions in bytes to positions in characters.
  ///
  /// @param text the whole text of a candidate
  static IntUnaryOperator positions(String text) {
    return bytes -> {
      int seen = 0;
      for (int i = 0; i <= text.length(); i++) {
        if (seen >= bytes) return i;
        if (i == text.length()) break;
        char c = text.charAt(i);
        if (c < 0x80) seen++;
        else if (c < 0x800 || Character.isSurrogate(c)) seen += 2; // a pair makes four
        else seen += 3;
      }
      return -1;
    };
  }

  /// Returns `groundingMetadata`, or null if no citation has a source.
  ///
  /// @param text the whole text of the candidate
  public static @Nullable ObjectNode write(List<Citation> citations, CharSequence text) {
    var grounding = Json.MAPPER.createObjectNode();
    var chunks = grounding.putArray("groundingChunks");
    var supports = Json.MAPPER.createArrayNode();
    var known = new ArrayList<String>();
    for (var citation : citations) {
      var uri = citation.url() == null ? "" : citation.url();
      var title = citation.title() == null ? "" : citation.title();
      if (uri.isEmpty() && title.isEmpty()) continue;
      int index = known.indexOf(uri + "\n" + title);
      if (index < 0) {
        index = known.size();
        known.add(uri + "\n" + title);
        var web = chunks.addObject().putObject("web");
        if (!uri.isEmpty()) web.put("uri", uri);
        if (!title.isEmpty()) web.put("title", title);
      }
      int start = citation.start();
      int end = citation.end();
      if (start < 0 || end <= start || end > text.length()) continue;
      var support = supports.addObject();
      var segment = support.putObject("segment");
      if (start > 0) segment.put("startIndex", bytes(text, 0, start));
      segment.put("endIndex", bytes(text, 0, end));
      segment.put("text", text.subSequence(start, end).toString());
      support.putArray("groundingChunkIndices").add(index);
    }
    if (chunks.isEmpty()) return null;
    if (!supports.isEmpty()) grounding.set("groundingSupports", supports);
    return grounding;
  }

  /// Returns the size of a range of the text in bytes of UTF-8.
  private static int bytes(CharSequence text, int from, int to) {
    return text.subSequence(from, to).toString().getBytes(UTF_8).length;
  }
}

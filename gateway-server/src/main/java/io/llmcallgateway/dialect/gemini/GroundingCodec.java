package io.llmcallgateway.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells what stands in a candidate beside its content: sources and log probabilities.
final class GroundingCodec {
  private GroundingCodec() {}

  /// The sources of a candidate.
  ///
  /// @param position makes a character position of one in bytes of UTF-8, or -1
  static List<Citation> citations(JsonNode candidate, IntUnaryOperator position) {
    var grounding = candidate.path("groundingMetadata");
    var cited = candidate.path("citationMetadata");
    if (grounding.isMissingNode() && cited.isMissingNode()) return List.of();
    var citations = new ArrayList<Citation>();
    addGrounding(grounding, position, citations);
    // the Gemini API and Vertex name them differently
    for (var name : new String[] {"citationSources", "citations"}) {
      for (var source : cited.path(name)) {
        citations.add(
            new Citation(
                JsonNodes.text(source, "uri"),
                JsonNodes.text(source, "title"),
                null,
                at(source, "startIndex", position),
                at(source, "endIndex", position),
                GeminiDialect.ID,
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
        // a segment at the very beginning has no start
        int start = end < 0 ? -1 : at(segment, "startIndex", position);
        if (end >= 0 && !segment.has("startIndex")) start = 0;
        citations.add(citation(chunk, start, end));
      }
    }
    if (!supports.isEmpty()) return;
    for (var chunk : chunks) citations.add(citation(chunk, -1, -1));
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
        GeminiDialect.ID,
        chunk);
  }

  private static int at(JsonNode node, String name, IntUnaryOperator position) {
    var value = node.path(name);
    return value.isNumber() ? position.applyAsInt(value.asInt(-1)) : -1;
  }

  /// Positions of characters in `text`, which must be all of a candidate's.
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

  /// As `groundingMetadata`, or null where no citation names a source.
  ///
  /// @param said the candidate's whole text
  static @Nullable ObjectNode grounding(List<Citation> citations, CharSequence said) {
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
      if (start < 0 || end <= start || end > said.length()) continue;
      var support = supports.addObject();
      var segment = support.putObject("segment");
      if (start > 0) segment.put("startIndex", bytes(said, 0, start));
      segment.put("endIndex", bytes(said, 0, end));
      segment.put("text", said.subSequence(start, end).toString());
      support.putArray("groundingChunkIndices").add(index);
    }
    if (chunks.isEmpty()) return null;
    if (!supports.isEmpty()) grounding.set("groundingSupports", supports);
    return grounding;
  }

  /// Google counts positions in bytes of UTF-8.
  private static int bytes(CharSequence text, int from, int to) {
    return text.subSequence(from, to).toString().getBytes(UTF_8).length;
  }

  /// `logprobsResult` in OpenAI's shape.
  static @Nullable ObjectNode logprobs(JsonNode candidate) {
    if (!(candidate.path("logprobsResult").path("chosenCandidates") instanceof ArrayNode chosen)) {
      return null;
    }
    var tops = candidate.path("logprobsResult").path("topCandidates");
    var logprobs = Json.MAPPER.createObjectNode();
    var content = logprobs.putArray("content");
    for (int i = 0; i < chosen.size(); i++) {
      var token = content.addObject();
      put(token, chosen.get(i));
      var top = token.putArray("top_logprobs");
      for (var other : tops.path(i).path("candidates")) put(top.addObject(), other);
    }
    logprobs.putNull("refusal");
    return logprobs;
  }

  private static void put(ObjectNode token, JsonNode from) {
    token.put("token", JsonNodes.text(from, "token", ""));
    token.set("logprob", from.path("logProbability"));
    if (from.path("logProbability").isMissingNode()) token.put("logprob", 0);
    token.putNull("bytes");
  }

  /// OpenAI's log probabilities as a `logprobsResult`.
  static ObjectNode logprobsResult(JsonNode logprobs) {
    var result = Json.MAPPER.createObjectNode();
    var tops = result.putArray("topCandidates");
    var chosen = result.putArray("chosenCandidates");
    for (var token : logprobs.path("content")) {
      copy(chosen.addObject(), token);
      var candidates = tops.addObject().putArray("candidates");
      for (var other : token.path("top_logprobs")) copy(candidates.addObject(), other);
    }
    return result;
  }

  private static void copy(ObjectNode token, JsonNode from) {
    token.put("token", JsonNodes.text(from, "token", ""));
    token.set("logProbability", from.path("logprob"));
    if (from.path("logprob").isMissingNode()) token.put("logProbability", 0);
  }
}

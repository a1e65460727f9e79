package io.llmcallgateway.dialect.gemini.embedding;

import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.embedding.EmbeddingInput;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Reads one `embedContent` or `batchEmbedContents` request: ai.google.dev/api/embeddings. The
/// settings of a text are beside it, or in `embedContentConfig`, as newer clients write it. For one
/// request.
final class EmbeddingReader {
  private static final String CONFIG = "embedContentConfig";
  private static final Set<String> CARRIED =
      Set.of("model", "content", "taskType", "title", "outputDimensionality", CONFIG);

  private final List<EmbeddingInput> inputs = new ArrayList<>();
  private final Set<String> others = new TreeSet<>();

  EmbeddingRequest read(JsonNode root, boolean single) {
    if (single) {
      input(root, "");
    } else {
      if (!(root.path("requests") instanceof ArrayNode requests)) {
        throw RequestBodyParser.wrongType("requests", "an array");
      }
      if (requests.isEmpty()) throw RequestBodyParser.invalid("'requests' is empty.", "requests");
      if (requests.size() > EmbeddingRequest.MOST_INPUTS) {
        throw RequestBodyParser.invalid(
            "'requests' holds more than " + EmbeddingRequest.MOST_INPUTS + ".", "requests");
      }
      for (int i = 0; i < requests.size(); i++) input(requests.get(i), "requests[" + i + "].");
    }
    return new EmbeddingRequest(inputs, false, single, List.copyOf(others));
  }

  private void input(JsonNode request, String path) {
    for (var member : request.propertyNames()) {
      if (!CARRIED.contains(ProtoJson.camel(member))) others.add(member);
    }
    var config = ProtoJson.get(request, CONFIG);
    for (var member : config.propertyNames()) {
      if (!CARRIED.contains(ProtoJson.camel(member))) others.add(CONFIG + "." + member);
    }
    var title = text(request, config, "title", path);
    inputs.add(
        new EmbeddingInput(
            new EmbeddingInput.Content.Text(content(request, path + "content")),
            dimensions(request, config, path + "outputDimensionality"),
            TaskTypes.read(text(request, config, "taskType", path), path + "taskType"),
            title == null || title.isEmpty() ? null : title));
  }

  private static JsonNode member(JsonNode request, JsonNode config, String name) {
    var value = ProtoJson.get(request, name);
    return value.isMissingNode() ? ProtoJson.get(config, name) : value;
  }

  private static @Nullable String text(
      JsonNode request, JsonNode config, String name, String path) {
    var value = member(request, config, name);
    if (value.isMissingNode()) return null;
    if (!value.isString()) throw RequestBodyParser.wrongType(path + name, "a string");
    return value.asString();
  }

  private static @Nullable Integer dimensions(JsonNode request, JsonNode config, String path) {
    var value = member(request, config, "outputDimensionality");
    if (value.isMissingNode()) return null;
    var whole = ProtoJson.whole(value);
    if (whole == null || whole < 1 || whole > Integer.MAX_VALUE) {
      throw RequestBodyParser.wrongType(path, "a positive integer");
    }
    return Math.toIntExact(Objects.requireNonNull(whole));
  }

  /// Returns the joined texts of a content, since a content has one vector.
  private static String content(JsonNode request, String path) {
    var content = ProtoJson.get(request, "content");
    if (content.isString()) return content.asString();
    var texts = new ArrayList<String>();
    for (var part : ProtoJson.list(content, "parts")) {
      var text = part.isString() ? part.asString() : ProtoJson.text(part, "text");
      if (text == null) {
        throw RequestBodyParser.invalid(
            "'" + path + ".parts' may hold texts only: this model's provider takes nothing else.",
            path + ".parts");
      }
      texts.add(text);
    }
    var joined = String.join("", texts);
    if (joined.isEmpty()) throw RequestBodyParser.invalid("'" + path + "' holds no text.", path);
    return joined;
  }
}

package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.dialect.RequestScan;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.Vectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.model.embedding.EmbeddingRequest.Input;
import io.llmcallgateway.model.embedding.Purpose;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// OpenAI's `/v1/embeddings`, for clients and towards targets. `input_type` is an extension that
/// several compatible vendors take.
final class Embeddings {
  private static final String WRONG =
      "'input' must be a string, an array of strings, an array of tokens or an array of those.";

  private Embeddings() {}

  static EmbeddingRequest read(Body body) {
    var root = Json.MAPPER.readTree(body.toByteArray());
    var type = Tree.text(root, "input_type", "");
    return new EmbeddingRequest(
        Tree.text(root, "model", ""),
        inputs(root.path("input")),
        Vectors.dimensions(root, "dimensions"),
        Tree.text(root, "encoding_format", "float").equals("base64"),
        type.isEmpty() ? null : purpose(type),
        null);
  }

  private static List<Input> inputs(JsonNode input) {
    var inputs = new ArrayList<Input>();
    if (input.isString()) {
      inputs.add(new Input.Text(input.asString()));
    } else if (input.isArray() && input.path(0).isNumber()) {
      inputs.add(tokens(input));
    } else if (input.isArray()) {
      for (var item : input) {
        if (item.isString()) inputs.add(new Input.Text(item.asString()));
        else if (item.isArray()) inputs.add(tokens(item));
        else throw RequestScan.invalid(WRONG, "input");
      }
    } else {
      throw RequestScan.invalid(WRONG, "input");
    }
    if (inputs.isEmpty()) throw RequestScan.invalid("'input' holds no text.", "input");
    return inputs;
  }

  private static Input tokens(JsonNode array) {
    var tokens = new ArrayList<Integer>(array.size());
    for (var token : array) {
      if (!token.canConvertToInt() || token.asInt() < 0) {
        throw RequestScan.invalid(WRONG, "input");
      }
      tokens.add(token.asInt());
    }
    if (tokens.isEmpty()) throw RequestScan.invalid("'input' holds no text.", "input");
    return new Input.Tokens(tokens);
  }

  /// The words of Cohere, and those of others for the same.
  private static @Nullable Purpose purpose(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "search_query", "query" -> Purpose.QUERY;
      case "search_document", "document", "passage" -> Purpose.DOCUMENT;
      case "classification" -> Purpose.CLASSIFICATION;
      case "clustering" -> Purpose.CLUSTERING;
      default -> throw RequestScan.invalid("'input_type' is unknown: " + type + ".", "input_type");
    };
  }

  static Body write(EmbeddingAnswer answer, EmbeddingRequest asked, String model) {
    var root = Json.MAPPER.createObjectNode().put("object", "list");
    var data = root.putArray("data");
    int index = 0;
    for (var vector : answer.vectors()) {
      var item = data.addObject().put("object", "embedding").put("index", index++);
      if (asked.base64()) {
        item.put("embedding", Vectors.base64(vector));
      } else {
        var values = item.putArray("embedding");
        for (var value : vector) values.add(value);
      }
    }
    root.put("model", answer.model().isEmpty() ? model : answer.model());
    var usage = answer.usage();
    long tokens = usage == null ? 0 : usage.promptTokens();
    root.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  static Body write(EmbeddingRequest request, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode().put("model", target.model());
    var input = root.putArray("input");
    request.texts().forEach(input::add);
    root.put("encoding_format", "float");
    Vectors.putDimensions(root, "dimensions", request, target, losses);
    if (request.purpose() != null) losses.add("input_type", "unsupported");
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  static EmbeddingAnswer read(Body body, TargetModel target) {
    var root = Vectors.document(body, target.provider());
    var arrays = Json.MAPPER.createArrayNode();
    for (var item : root.path("data")) arrays.add(item.path("embedding"));
    var tokens = Tree.whole(root.path("usage"), "prompt_tokens");
    return new EmbeddingAnswer(
        Tree.text(root, "model", ""),
        Vectors.read(arrays, target.provider()),
        tokens == null ? null : Usage.of(tokens, 0));
  }
}

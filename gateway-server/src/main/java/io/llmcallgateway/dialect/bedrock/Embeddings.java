package io.llmcallgateway.dialect.bedrock;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.Vectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// InvokeModel with the body of the model's maker: Amazon's Titan takes one text, Cohere many
/// (Bedrock user guide, "Amazon Titan Embeddings Text" and "Cohere Embed").
final class Embeddings {
  private static final String TOKENS = "x-amzn-bedrock-input-token-count";

  private Embeddings() {}

  static Body write(EmbeddingRequest request, TargetModel target, Losses losses) {
    var body =
        target.rules().has(Quirk.COHERE_EMBEDDINGS)
            ? cohere(request, target, losses)
            : titan(request, target, losses);
    return Body.of(Json.MAPPER.writeValueAsBytes(body));
  }

  private static ObjectNode titan(EmbeddingRequest request, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode().put("inputText", request.texts().getFirst());
    Vectors.putDimensions(root, "dimensions", request, target, losses);
    if (request.purpose() != null) losses.add("input_type", "unsupported");
    return root;
  }

  private static ObjectNode cohere(EmbeddingRequest request, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode();
    var texts = root.putArray("texts");
    request.texts().forEach(texts::add);
    root.put("input_type", Vectors.cohereType(request.purpose()));
    root.putArray("embedding_types").add("float");
    Vectors.putDimensions(root, "output_dimension", request, target, losses);
    return root;
  }

  static EmbeddingAnswer read(Body body, Headers headers, TargetModel target) {
    var root = Vectors.document(body, target.provider());
    var tokens = Tree.whole(root, "inputTextTokenCount");
    if (tokens == null) tokens = counted(headers.first(TOKENS));
    return new EmbeddingAnswer(
        "",
        Vectors.read(arrays(root), target.provider()),
        tokens == null ? null : Usage.of(tokens, 0));
  }

  /// Titan's one `embedding`; Cohere's `embeddings`, by type or not.
  private static JsonNode arrays(JsonNode root) {
    if (root.has("embedding")) return Json.MAPPER.createArrayNode().add(root.path("embedding"));
    var all = root.path("embeddings");
    return all.isObject() ? all.path("float") : all;
  }

  private static @Nullable Long counted(@Nullable String header) {
    return header != null && header.matches("\\d{1,9}") ? Long.valueOf(header) : null;
  }
}

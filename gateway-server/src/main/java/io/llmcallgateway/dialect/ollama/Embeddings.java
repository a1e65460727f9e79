package io.llmcallgateway.dialect.ollama;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.Vectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;

/// `/api/embed`.
final class Embeddings {
  private Embeddings() {}

  static Body write(EmbeddingRequest request, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode().put("model", target.model());
    var texts = root.putArray("input");
    request.texts().forEach(texts::add);
    Vectors.putDimensions(root, "dimensions", request, target, losses);
    if (request.purpose() != null) losses.add("input_type", "unsupported");
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  static EmbeddingAnswer read(Body body, TargetModel target) {
    var root = Vectors.document(body, target.provider());
    var tokens = Tree.whole(root, "prompt_eval_count");
    return new EmbeddingAnswer(
        Tree.text(root, "model", ""),
        Vectors.read(root.path("embeddings"), target.provider()),
        tokens == null ? null : Usage.of(tokens, 0));
  }
}

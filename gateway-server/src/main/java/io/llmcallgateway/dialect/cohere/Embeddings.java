package io.llmcallgateway.dialect.cohere;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.Vectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;

/// `/v2/embed`: docs.cohere.com/reference/embed.
final class Embeddings {
  private Embeddings() {}

  static Body write(EmbeddingRequest request, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode().put("model", target.model());
    root.put("input_type", Vectors.cohereType(request.purpose()));
    root.putArray("embedding_types").add("float");
    var texts = root.putArray("texts");
    request.texts().forEach(texts::add);
    Vectors.putDimensions(root, "output_dimension", request, target, losses);
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  static EmbeddingAnswer read(Body body, TargetModel target) {
    var root = Vectors.document(body, target.provider());
    var tokens = Tree.whole(root.path("meta").path("billed_units"), "input_tokens");
    return new EmbeddingAnswer(
        "",
        Vectors.read(root.path("embeddings").path("float"), target.provider()),
        tokens == null ? null : Usage.of(tokens, 0));
  }
}

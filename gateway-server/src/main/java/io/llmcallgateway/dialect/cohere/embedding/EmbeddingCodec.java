package io.llmcallgateway.dialect.cohere.embedding;

import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.CohereEmbeddings;
import io.llmcallgateway.dialect.support.EmbeddingVectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;

/// `/v2/embed`.
public final class EmbeddingCodec implements EmbeddingTarget {
  @Override
  public Body write(EmbeddingBatch batch, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode().put("model", target.model());
    root.setAll(CohereEmbeddings.request(batch, losses));
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  @Override
  public EmbeddingAnswer read(Body body, Headers headers, TargetModel target) {
    var root = EmbeddingVectors.document(body, target.provider());
    var tokens = JsonNodes.whole(root.path("meta").path("billed_units"), "input_tokens");
    return new EmbeddingAnswer(
        "",
        EmbeddingVectors.read(CohereEmbeddings.arrays(root), target.provider()),
        tokens == null ? null : Usage.of(tokens, 0));
  }
}

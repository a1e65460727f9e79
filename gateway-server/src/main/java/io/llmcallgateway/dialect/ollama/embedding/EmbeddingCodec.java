package io.llmcallgateway.dialect.ollama.embedding;

import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.EmbeddingVectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;

/// `/api/embed`: docs.ollama.com/api/embed.
public final class EmbeddingCodec implements EmbeddingTarget {
  @Override
  public Body write(EmbeddingBatch batch, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode().put("model", target.model());
    var texts = root.putArray("input");
    batch.texts().forEach(texts::add);
    if (batch.dimensions() != null) root.put("dimensions", batch.dimensions());
    root.put("truncate", false); // a text too long is an error, not cut in silence
    if (batch.purpose() != null) losses.add("input_type", "unsupported");
    if (batch.title() != null) losses.add("title", "unsupported");
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  @Override
  public EmbeddingAnswer read(Body body, Headers headers, TargetModel target) {
    var root = EmbeddingVectors.document(body, target.provider());
    var tokens = JsonNodes.whole(root, "prompt_eval_count");
    return new EmbeddingAnswer(
        JsonNodes.text(root, "model", ""),
        EmbeddingVectors.read(root.path("embeddings"), target.provider()),
        tokens == null ? null : Usage.of(tokens, 0));
  }
}

package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;

/// A dialect in which providers make embeddings. Thread-safe.
public interface EmbeddingTarget {
  Body writeEmbedding(EmbeddingRequest request, TargetModel target);

  /// The vectors. Throws a `GatewayException` (UPSTREAM_ERROR) where it is no answer at all.
  EmbeddingAnswer readEmbedding(Body body, TargetModel target);
}

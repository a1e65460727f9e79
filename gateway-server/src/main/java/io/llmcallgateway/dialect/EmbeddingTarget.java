package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;

/// A dialect in which providers make embeddings. Thread-safe.
public interface EmbeddingTarget {
  /// The question for the target's `EMBEDDING` path.
  ///
  /// @param request with texts alone, no more of them than the target takes at once
  Body writeEmbedding(EmbeddingRequest request, TargetModel target, Losses losses);

  /// The vectors. Throws a `GatewayException` (UPSTREAM_ERROR) where it is no answer at all.
  EmbeddingAnswer readEmbedding(Body body, Headers headers, TargetModel target);
}

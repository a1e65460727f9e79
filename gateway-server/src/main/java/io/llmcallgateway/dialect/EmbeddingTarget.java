package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;

/// The embeddings of a dialect as providers make them. Thread-safe.
public interface EmbeddingTarget {
  /// The path of the model's embeddings.
  ///
  /// @param path the usual path, with `{model}` in it
  default String path(String path, TargetModel target) {
    return path;
  }

  /// The request for one batch, which holds no more texts than the model's rules allow. What cannot
  /// cross goes to `losses`.
  Body write(EmbeddingBatch batch, TargetModel target, Losses losses);

  /// The vectors, one for each text. Throws a `GatewayException` (UPSTREAM_ERROR) where it is no
  /// answer at all.
  EmbeddingAnswer read(Body body, Headers headers, TargetModel target);
}

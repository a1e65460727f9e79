package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;

/// The embeddings of a dialect as clients ask for them. Thread-safe.
public interface EmbeddingClient {
  /// Reads a request. Throws a `GatewayException` (INVALID_REQUEST, with the member's path) where
  /// it is none.
  EmbeddingRequest read(Inbound in);

  /// The answer, `model` being the target's name where its answer names none.
  Body write(EmbeddingAnswer answer, EmbeddingRequest asked, String model);
}

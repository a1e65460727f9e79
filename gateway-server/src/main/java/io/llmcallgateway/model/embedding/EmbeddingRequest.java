package io.llmcallgateway.model.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Texts to be turned into vectors.
///
/// @param dimensions the length of the vectors, null for the model's own
/// @param base64 whether the client wants vectors as base64 of little-endian 32-bit floats
public record EmbeddingRequest(
    String model, List<String> inputs, @Nullable Integer dimensions, boolean base64) {
  public EmbeddingRequest {
    inputs = List.copyOf(inputs);
  }
}

package io.llmcallgateway.model.embedding;

import java.util.List;

/// Holds what a client asks: a vector for each input.
///
/// @param base64 whether the client wants vectors as base64 of little-endian 32-bit floats
/// @param single whether it asked in a form for one input, which has an answer of its own
/// @param others names of members that no target gets
public record EmbeddingRequest(
    List<EmbeddingInput> inputs, boolean base64, boolean single, List<String> others) {
  /// More are not taken at once; OpenAI's own limit.
  public static final int MOST_INPUTS = 2_048;

  public EmbeddingRequest {
    inputs = List.copyOf(inputs);
    others = List.copyOf(others);
  }
}

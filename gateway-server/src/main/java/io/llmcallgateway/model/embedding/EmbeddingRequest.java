package io.llmcallgateway.model.embedding;

import java.util.List;

/// A client's request for a vector for each input.
///
/// @param base64 whether the client wants vectors as base64 of little-endian 32-bit floats
/// @param single whether it used a form for a single input, which has an answer form of its own
/// @param others names of members that are not sent to any target
public record EmbeddingRequest(
    List<EmbeddingInput> inputs, boolean base64, boolean single, List<String> others) {
  /// The maximum number of inputs, which is OpenAI's own.
  public static final int MOST_INPUTS = 2_048;

  public EmbeddingRequest {
    inputs = List.copyOf(inputs);
    others = List.copyOf(others);
  }
}

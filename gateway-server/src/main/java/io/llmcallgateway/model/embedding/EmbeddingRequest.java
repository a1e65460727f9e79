package io.llmcallgateway.model.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Texts to be turned into vectors.
///
/// @param dimensions the length of the vectors, null for the model's own
/// @param base64 whether the client wants vectors as base64 of little-endian 32-bit floats
/// @param purpose null where the client does not say
/// @param title of the document that the texts are of, null where there is none
public record EmbeddingRequest(
    String model,
    List<Input> inputs,
    @Nullable Integer dimensions,
    boolean base64,
    @Nullable Purpose purpose,
    @Nullable String title) {
  public EmbeddingRequest {
    inputs = List.copyOf(inputs);
  }

  /// One text, or what OpenAI's clients may send for it: its tokens in the encoding cl100k_base.
  public sealed interface Input {
    record Text(String text) implements Input {}

    record Tokens(List<Integer> tokens) implements Input {
      public Tokens {
        tokens = List.copyOf(tokens);
      }
    }
  }

  public EmbeddingRequest with(List<Input> others) {
    return new EmbeddingRequest(model, others, dimensions, base64, purpose, title);
  }

  /// The inputs for a target that takes texts, once tokens have been decoded.
  public List<String> texts() {
    return inputs.stream()
        .map(
            input ->
                switch (input) {
                  case Input.Text text -> text.text();
                  case Input.Tokens _ -> throw new IllegalStateException("tokens not decoded");
                })
        .toList();
  }
}

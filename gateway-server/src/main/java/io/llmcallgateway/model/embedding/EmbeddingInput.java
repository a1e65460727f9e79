package io.llmcallgateway.model.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An input to embed as a vector.
///
/// @param dimensions the length of the vector; null for the model's default
/// @param title the title of the document that contains the text
public record EmbeddingInput(
    Content content,
    @Nullable Integer dimensions,
    @Nullable Purpose purpose,
    @Nullable String title) {

  /// A text, or the tokens of one.
  public sealed interface Content {
    record Text(String text) implements Content {}

    /// Tokens of OpenAI's vocabulary cl100k_base, which all its embedding models use.
    record Tokens(List<Integer> tokens) implements Content {
      public Tokens {
        tokens = List.copyOf(tokens);
      }
    }
  }
}

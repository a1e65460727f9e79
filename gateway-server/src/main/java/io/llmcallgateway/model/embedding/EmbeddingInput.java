package io.llmcallgateway.model.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing to be turned into a vector.
///
/// @param dimensions the length of the vector, null for the model's own
/// @param title of the document that the text is of
public record EmbeddingInput(
    Content content,
    @Nullable Integer dimensions,
    @Nullable Purpose purpose,
    @Nullable String title) {

  /// A text, or the tokens of one.
  public sealed interface Content {
    record Text(String text) implements Content {}

    /// Of OpenAI's vocabulary cl100k_base, which all its embedding models have.
    record Tokens(List<Integer> tokens) implements Content {
      public Tokens {
        tokens = List.copyOf(tokens);
      }
    }
  }
}

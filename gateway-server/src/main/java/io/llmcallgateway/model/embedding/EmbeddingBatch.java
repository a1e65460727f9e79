package io.llmcallgateway.model.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds what one call to a provider carries: texts for which the same holds.
///
/// @param dimensions the length of the vectors, null for the model's own
public record EmbeddingBatch(
    List<String> texts,
    @Nullable Integer dimensions,
    @Nullable Purpose purpose,
    @Nullable String title) {
  public EmbeddingBatch {
    texts = List.copyOf(texts);
  }
}

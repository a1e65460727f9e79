package io.llmcallgateway.model.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A batch of texts with the same options, sent in a single provider call.
///
/// @param dimensions the length of the vectors; null for the model's default
public record EmbeddingBatch(
    List<String> texts,
    @Nullable Integer dimensions,
    @Nullable Purpose purpose,
    @Nullable String title) {
  public EmbeddingBatch {
    texts = List.copyOf(texts);
  }
}

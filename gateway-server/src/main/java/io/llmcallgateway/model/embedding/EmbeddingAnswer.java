package io.llmcallgateway.model.embedding;

import io.llmcallgateway.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The vectors of an answer, one for each text in order.
///
/// @param model the model name in the vendor's answer; empty if it gives none
public record EmbeddingAnswer(String model, List<List<Double>> vectors, @Nullable Usage usage) {
  public EmbeddingAnswer {
    vectors = List.copyOf(vectors);
  }
}

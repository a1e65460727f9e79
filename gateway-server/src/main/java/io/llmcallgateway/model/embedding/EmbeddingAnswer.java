package io.llmcallgateway.model.embedding;

import io.llmcallgateway.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One vector for each text, in their order.
///
/// @param model the name the vendor answers under, empty where it gives none
public record EmbeddingAnswer(String model, List<List<Double>> vectors, @Nullable Usage usage) {
  public EmbeddingAnswer {
    vectors = List.copyOf(vectors);
  }
}

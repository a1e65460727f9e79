package io.llmcallgateway.model.embedding;

/// States how a model makes vectors.
///
/// @param batch the most texts it takes in one call, 0 for any number
public record EmbeddingRules(EmbeddingForm form, int batch) {
  public static final EmbeddingRules UNKNOWN = new EmbeddingRules(EmbeddingForm.USUAL, 0);
}

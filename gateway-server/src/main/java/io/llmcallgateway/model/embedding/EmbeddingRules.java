package io.llmcallgateway.model.embedding;

/// The rules of a model for embeddings.
///
/// @param batch the maximum number of texts per call; 0 for no limit
public record EmbeddingRules(EmbeddingForm form, int batch) {
  public static final EmbeddingRules UNKNOWN = new EmbeddingRules(EmbeddingForm.USUAL, 0);
}

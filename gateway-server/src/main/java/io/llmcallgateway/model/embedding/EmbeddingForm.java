package io.llmcallgateway.model.embedding;

/// Names how a model is asked for vectors, where its dialect has several ways.
public enum EmbeddingForm {
  /// As its dialect does it.
  USUAL,
  /// Amazon Titan's text models: one text to a call.
  TITAN,
  /// Amazon Titan's multimodal model, asked with a text.
  TITAN_IMAGE,
  /// Cohere's models on Bedrock.
  COHERE,
  /// Amazon Nova's multimodal embeddings, asked with a text.
  NOVA,
  /// Vertex AI's embedContent rather than its predict.
  EMBED_CONTENT
}

package io.llmcallgateway.model.embedding;

/// The form of an embedding request, for dialects with several.
public enum EmbeddingForm {
  /// The dialect's usual form.
  USUAL,
  /// Amazon Titan's text models: one text per call.
  TITAN,
  /// Amazon Titan's multimodal model, with a text.
  TITAN_IMAGE,
  /// Cohere's models on Bedrock.
  COHERE,
  /// Amazon Nova's multimodal embeddings, with a text.
  NOVA,
  /// Vertex AI's embedContent instead of its predict.
  EMBED_CONTENT
}

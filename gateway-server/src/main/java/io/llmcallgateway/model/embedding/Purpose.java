package io.llmcallgateway.model.embedding;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names what a vector is for: some models make different ones for a text that is searched and for
/// one that is searched with.
public enum Purpose {
  SEARCH_DOCUMENT,
  SEARCH_QUERY,
  CLASSIFICATION,
  CLUSTERING,
  SEMANTIC_SIMILARITY,
  QUESTION_ANSWERING,
  FACT_VERIFICATION,
  CODE_RETRIEVAL_QUERY;

  /// As Cohere and OpenAI-compatible vendors write it: `search_query`, say.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The purpose of that text in any vendor's words (Cohere's, Google's, Voyage's, NVIDIA's), or
  /// null.
  public static @Nullable Purpose of(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    for (var purpose : values()) if (purpose.text().equals(word)) return purpose;
    return switch (word) {
      case "retrieval_document", "document", "passage" -> SEARCH_DOCUMENT;
      case "retrieval_query", "query" -> SEARCH_QUERY;
      case "similarity" -> SEMANTIC_SIMILARITY;
      default -> null;
    };
  }

  /// Whether the vector is searched with.
  public boolean searches() {
    return switch (this) {
      case SEARCH_QUERY, QUESTION_ANSWERING, FACT_VERIFICATION, CODE_RETRIEVAL_QUERY -> true;
      case SEARCH_DOCUMENT, CLASSIFICATION, CLUSTERING, SEMANTIC_SIMILARITY -> false;
    };
  }
}

package io.llmcallgateway.model.embedding;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The purpose of a vector. Some models make different vectors for documents and for queries.
public enum Purpose {
  SEARCH_DOCUMENT,
  SEARCH_QUERY,
  CLASSIFICATION,
  CLUSTERING,
  SEMANTIC_SIMILARITY,
  QUESTION_ANSWERING,
  FACT_VERIFICATION,
  CODE_RETRIEVAL_QUERY;

  /// Returns the name that Cohere and OpenAI-compatible vendors use, such as `search_query`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the purpose for a name that any vendor uses (Cohere, Google, Voyage, NVIDIA); null if
  /// unknown.
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

  /// True if the vector is used as a query.
  public boolean searches() {
    return switch (this) {
      case SEARCH_QUERY, QUESTION_ANSWERING, FACT_VERIFICATION, CODE_RETRIEVAL_QUERY -> true;
      case SEARCH_DOCUMENT, CLASSIFICATION, CLUSTERING, SEMANTIC_SIMILARITY -> false;
    };
  }
}

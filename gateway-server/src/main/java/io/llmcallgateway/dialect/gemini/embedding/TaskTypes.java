package io.llmcallgateway.dialect.gemini.embedding;

import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.embedding.Purpose;
import org.jspecify.annotations.Nullable;

/// Converts the purpose of an embedding to Google's task type and back:
/// ai.google.dev/api/embeddings#TaskType.
final class TaskTypes {
  private static final String NONE = "TASK_TYPE_UNSPECIFIED";

  private TaskTypes() {}

  static String text(Purpose purpose) {
    return switch (purpose) {
      case SEARCH_DOCUMENT -> "RETRIEVAL_DOCUMENT";
      case SEARCH_QUERY -> "RETRIEVAL_QUERY";
      case CLASSIFICATION,
          CLUSTERING,
          SEMANTIC_SIMILARITY,
          QUESTION_ANSWERING,
          FACT_VERIFICATION,
          CODE_RETRIEVAL_QUERY ->
          purpose.name();
    };
  }

  static @Nullable Purpose read(@Nullable String text, String path) {
    if (text == null || text.equals(NONE)) return null;
    var purpose = Purpose.of(text);
    if (purpose != null) return purpose;
    throw RequestBodyParser.invalid("'" + path + "' is no task type: '" + text + "'.", path);
  }
}

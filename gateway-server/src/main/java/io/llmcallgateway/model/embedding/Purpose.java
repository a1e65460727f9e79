package io.llmcallgateway.model.embedding;

/// What texts are embedded for; models that are told make vectors that serve it better.
public enum Purpose {
  QUERY,
  DOCUMENT,
  SIMILARITY,
  CLASSIFICATION,
  CLUSTERING,
  QUESTION_ANSWERING,
  FACT_VERIFICATION,
  CODE_QUERY
}

package io.llmcallgateway.catalog;

/// What a provider does differently from its dialect: a closed set, each handled in one place.
public enum Quirk {
  /// Rejects `stream_options`; sends stream usage unasked, or never.
  NO_STREAM_OPTIONS,
  /// Ends a stream without `[DONE]`; the end of the body is the end of the answer.
  NO_DONE,
  /// Has no `GET /models`.
  NO_MODEL_LIST
}

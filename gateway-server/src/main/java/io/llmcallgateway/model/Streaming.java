package io.llmcallgateway.model;

/// The support of a model for streams.
public enum Streaming {
  /// Streams and single answers: the client decides.
  EITHER,
  /// Streams only.
  ONLY,
  /// No streams for requests with tools.
  NOT_WITH_TOOLS,
  /// No streams.
  NEVER
}

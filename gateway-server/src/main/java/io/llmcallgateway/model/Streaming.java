package io.llmcallgateway.model;

/// Whether a model is asked for a stream, where that is not the client's to say.
public enum Streaming {
  /// As the client asks.
  EITHER,
  /// It gives nothing but streams.
  ONLY,
  /// It cannot stream while it has tools.
  NOT_WITH_TOOLS,
  NEVER
}

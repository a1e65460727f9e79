package io.llmcallgateway.model;

/// What a call asks a model to do.
public enum Operation {
  CHAT("/chat/completions"),
  COMPLETION("/completions"),
  EMBEDDING("/embeddings");

  private final String path;

  Operation(String path) {
    this.path = path;
  }

  /// The path below a provider's base URL, and below `/v1` at the gateway.
  public String path() {
    return path;
  }
}

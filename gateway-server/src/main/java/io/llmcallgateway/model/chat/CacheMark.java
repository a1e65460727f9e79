package io.llmcallgateway.model.chat;

/// A prompt-cache breakpoint: the part of the prompt before it may be cached.
public enum CacheMark {
  FIVE_MINUTES("5m"),
  ONE_HOUR("1h");

  private final String text;

  CacheMark(String text) {
    this.text = text;
  }

  /// Returns the value of Anthropic's `ttl`.
  public String text() {
    return text;
  }
}

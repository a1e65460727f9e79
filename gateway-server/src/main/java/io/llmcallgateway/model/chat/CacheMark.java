package io.llmcallgateway.model.chat;

/// A prompt-cache breakpoint: what stands before it may be cached.
public enum CacheMark {
  FIVE_MINUTES("5m"),
  ONE_HOUR("1h");

  private final String text;

  CacheMark(String text) {
    this.text = text;
  }

  /// As Anthropic's `ttl` has it.
  public String text() {
    return text;
  }
}

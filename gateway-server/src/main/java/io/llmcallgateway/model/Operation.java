package io.llmcallgateway.model;

import java.util.Locale;

/// The operation that a call requests.
public enum Operation {
  CHAT,
  COMPLETION,
  EMBEDDING,
  COUNT_TOKENS;

  private final String text = name().toLowerCase(Locale.ROOT);

  public String text() {
    return text;
  }
}

package io.llmcallgateway.model;

import java.util.Locale;

/// Names what a call asks a model to do.
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

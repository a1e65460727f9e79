package io.llmcallgateway.model;

import java.util.Locale;

/// The operation that a call requests.
public enum Operation {
  CHAT(true),
  COMPLETION(true),
  EMBEDDING(true),
  COUNT_TOKENS(false);

  private final boolean billed;
  private final String text = name().toLowerCase(Locale.ROOT);

  Operation(boolean billed) {
    this.billed = billed;
  }

  /// Returns whether providers charge for it.
  public boolean isBilled() {
    return billed;
  }

  public String text() {
    return text;
  }
}

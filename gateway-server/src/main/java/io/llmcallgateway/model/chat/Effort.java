package io.llmcallgateway.model.chat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The reasoning effort, in rising order.
public enum Effort {
  NONE,
  MINIMAL,
  LOW,
  MEDIUM,
  HIGH,
  XHIGH,
  MAX;

  /// Returns the value of OpenAI's `reasoning_effort`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static @Nullable Effort of(@Nullable String text) {
    for (var effort : values()) if (effort.text().equals(text)) return effort;
    return null;
  }

  /// Returns the effort equivalent to a thinking budget in tokens; NONE for 0.
  public static Effort ofBudget(long tokens) {
    if (tokens == 0) return NONE;
    if (tokens <= 1_024) return MINIMAL;
    if (tokens <= 2_048) return LOW;
    if (tokens <= 8_192) return MEDIUM;
    if (tokens <= 24_576) return HIGH;
    return tokens <= 32_768 ? XHIGH : MAX;
  }

  /// Returns the equivalent thinking budget in tokens. `ofBudget` is the inverse.
  public long budget() {
    return switch (this) {
      case NONE -> 0;
      case MINIMAL -> 1_024;
      case LOW -> 2_048;
      case MEDIUM -> 8_192;
      case HIGH -> 24_576;
      case XHIGH -> 32_768;
      case MAX -> 65_536;
    };
  }
}

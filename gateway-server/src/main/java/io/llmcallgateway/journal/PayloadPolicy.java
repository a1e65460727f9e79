package io.llmcallgateway.journal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names how much of a call is kept: all, its record without bodies and texts, or no more than that
/// it is counted.
public enum PayloadPolicy {
  FULL,
  METADATA,
  OFF;

  /// As it is written in gateway.yaml.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static @Nullable PayloadPolicy of(String text) {
    for (var each : values()) if (each.text().equals(text)) return each;
    return null;
  }
}

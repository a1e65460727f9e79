package io.llmcallgateway.journal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The amount of a call that is kept: all of it, its record without bodies and texts, or only its
/// numbers in the sums.
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

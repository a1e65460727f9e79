package io.llmcallgateway.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a provider does differently from its dialect: a closed set, each handled in one place.
public enum Quirk {
  /// Rejects `stream_options`; sends stream usage unasked, or never.
  NO_STREAM_OPTIONS,
  /// Ends a stream without `[DONE]`; the end of the body is the end of the answer.
  NO_DONE,
  /// Has no `GET /models`.
  NO_MODEL_LIST;

  /// As it is written in gateway.yaml: `no-done`, say.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The quirk of that text; `NO_DONE` is understood too.
  public static @Nullable Quirk of(String text) {
    for (var quirk : values()) {
      if (quirk.name().equalsIgnoreCase(text.replace('-', '_'))) return quirk;
    }
    return null;
  }
}

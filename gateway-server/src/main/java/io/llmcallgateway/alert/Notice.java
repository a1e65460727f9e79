package io.llmcallgateway.alert;

import java.time.Instant;
import java.util.Locale;

/// One message about an alert.
///
/// @param alert its name in gateway.yaml
/// @param text a plain sentence without secrets
public record Notice(String alert, State state, String text, Instant time) {
  /// Names what has happened.
  public enum State {
    FIRING,
    LASTING,
    RESOLVED,
    TEST;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

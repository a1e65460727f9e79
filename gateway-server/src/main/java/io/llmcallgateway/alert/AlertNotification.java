package io.llmcallgateway.alert;

import java.time.Instant;
import java.util.Locale;

/// A message about an alert.
///
/// @param alert its name in gateway.yaml
/// @param text a plain sentence without secrets
public record AlertNotification(String alert, State state, String text, Instant time) {
  /// The state of the alert that the message reports.
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

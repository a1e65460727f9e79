package io.llmcallgateway.model.alert;

import java.util.Locale;

/// The languages of messages.
public enum AlertLanguage {
  EN,
  ZH;

  /// The name as it stands in gateway.yaml.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.llmcallgateway.config;

import java.util.Locale;

/// The languages of alert messages.
public enum AlertLanguage {
  EN,
  ZH;

  /// The name in gateway.yaml.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

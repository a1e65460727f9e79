package io.llmcallgateway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The way to authenticate a request to a provider. BEARER is `Authorization: Bearer`; the next
/// four are headers of that name; the last three use cloud credentials if there is no key.
public enum ProviderAuth {
  BEARER,
  API_KEY,
  X_API_KEY,
  X_GOOG_API_KEY,
  API_SUBSCRIPTION_KEY,
  /// A Google access token, from a service account or the machine's own credentials.
  GOOGLE,
  /// AWS's signature, or a bearer key if there is one.
  AWS,
  /// `api-key`, or an Entra token if there is no key.
  AZURE;

  /// Returns the name in gateway.yaml.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static @Nullable ProviderAuth of(String text) {
    for (var auth : values()) if (auth.text().equals(text)) return auth;
    return null;
  }
}

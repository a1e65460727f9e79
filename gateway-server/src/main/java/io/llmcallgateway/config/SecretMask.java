package io.llmcallgateway.config;

/// Shortens secrets for reports: enough is left to tell two apart, too little to use one.
public final class SecretMask {
  private static final int LONG = 12;

  private SecretMask() {}

  /// Returns what of a secret may be shown.
  public static String of(String secret) {
    if (secret.equals("none")) return secret;
    return secret.length() < LONG ? "****" : "****" + secret.substring(secret.length() - 4);
  }
}

package io.llmcallgateway.config;

/// A secret as it may be shown: enough to tell two apart, too little to use.
final class SecretMask {
  private static final int LONG = 12;

  private SecretMask() {}

  static String of(String secret) {
    if (secret.equals("none")) return secret;
    return secret.length() < LONG ? "****" : "****" + secret.substring(secret.length() - 4);
  }
}

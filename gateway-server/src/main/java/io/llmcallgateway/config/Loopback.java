package io.llmcallgateway.config;

import java.util.Locale;

/// Names and addresses of this machine alone.
final class Loopback {
  private Loopback() {}

  static boolean contains(String host) {
    var name = host.toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || name.matches("127(\\.\\d{1,3}){3}");
  }
}

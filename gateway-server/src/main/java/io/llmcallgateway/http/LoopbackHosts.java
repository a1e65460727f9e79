package io.llmcallgateway.http;

import java.util.Locale;

/// Names and addresses that mean this machine.
final class LoopbackHosts {
  private LoopbackHosts() {}

  static boolean contains(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) name = name.substring(1, name.length() - 1);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || name.matches("127(\\.\\d{1,3}){3}");
  }
}

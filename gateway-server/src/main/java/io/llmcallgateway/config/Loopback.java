package io.llmcallgateway.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// Recognizes names and addresses of this machine.
public final class Loopback {
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Loopback() {}

  public static boolean contains(String host) {
    if (host.equals("localhost") || host.equals("127.0.0.1")) return true; // nearly always
    var name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) name = name.substring(1, name.length() - 1);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || LOOPBACK.matcher(name).matches();
  }
}

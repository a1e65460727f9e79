package io.llmcallgateway.outline;

import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Writes the ways to values in JSON: `messages[2].content`.
final class JsonPaths {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]{0,63}");
  private static final int MOST_NAME = 100;

  private JsonPaths() {}

  static String member(String path, String name) {
    if (!PLAIN.matcher(name).matches()) {
      var shown = name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME);
      return path + "[" + new String(Json.string(shown), StandardCharsets.UTF_8) + "]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  static String element(String path, int index) {
    return path + "[" + index + "]";
  }
}

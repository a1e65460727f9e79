package io.llmcallgateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Paths with `{model}` in them.
final class PathTemplate {
  private static final String MODEL = "{model}";
  private static final String UNRESERVED = "-._~";

  private PathTemplate() {}

  /// The path with the model's name percent-encoded: `/` and `:` too, since names hold them.
  static String fill(String template, String model) {
    int at = template.indexOf(MODEL);
    if (at < 0) return template;
    return template.substring(0, at) + encode(model) + template.substring(at + MODEL.length());
  }

  private static String encode(String text) {
    var out = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) out.append(c);
      else out.append('%').append("%02X".formatted((int) c));
    }
    return out.toString();
  }
}

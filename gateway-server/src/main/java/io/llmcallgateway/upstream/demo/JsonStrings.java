package io.llmcallgateway.upstream.demo;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/// Writes JSON strings.
final class JsonStrings {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private JsonStrings() {}

  static void quote(StringBuilder out, @Nullable String text) {
    if (text == null) {
      out.append("null");
      return;
    }
    out.append('"');
    ENCODER.quoteAsString(text, out);
    out.append('"');
  }

  static String quoted(@Nullable String text) {
    var out = new StringBuilder(text == null ? 4 : text.length() + 16);
    quote(out, text);
    return out.toString();
  }
}

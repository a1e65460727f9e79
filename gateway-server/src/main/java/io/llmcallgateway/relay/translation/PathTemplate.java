package io.llmcallgateway.relay.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;

/// Paths with `{model}` in them.
final class PathTemplate {
  private static final String MODEL = "{model}";
  private static final String UNRESERVED = "-._~";

  private PathTemplate() {}

  /// The path with the model's name percent-encoded: `/` and `:` too, since names hold them.
  static String fill(String template, String model) {
    int at = template.indexOf(MODEL);
    if (at < 0) return template;
    for (var part : model.split("/", -1))
      if (part.equals(".") || part.equals("..")) throw leads(model);
    return template.substring(0, at) + encode(model) + template.substring(at + MODEL.length());
  }

  /// Dots may stand for themselves however they are encoded (RFC 3986 §6.2.2.2), and servers take
  /// them for a way up.
  private static GatewayException leads(String model) {
    return new GatewayException(
        Failure.of(
                Failure.Kind.INVALID_REQUEST,
                "The model's name '" + model + "' has a part of dots only, which no path may have.")
            .withParam("model"));
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

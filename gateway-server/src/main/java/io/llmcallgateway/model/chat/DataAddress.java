package io.llmcallgateway.model.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A `data:` URL (RFC 2397).
///
/// @param type the media type; null if the URL has none
record DataAddress(@Nullable String type, String base64) {
  private static final String SCHEME = "data:";

  static boolean is(String url) {
    return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  static DataAddress read(String url) {
    int comma = url.indexOf(',');
    var head = comma < 0 ? "" : url.substring(SCHEME.length(), comma);
    var content = comma < 0 ? "" : url.substring(comma + 1).strip();
    int semicolon = head.indexOf(';');
    var type = (semicolon < 0 ? head : head.substring(0, semicolon)).strip();
    boolean encoded = head.toLowerCase(Locale.ROOT).endsWith(";base64");
    return new DataAddress(
        type.isEmpty() ? null : type.toLowerCase(Locale.ROOT),
        encoded ? content : Base64.getEncoder().encodeToString(plain(content)));
  }

  private static byte[] plain(String content) {
    try {
      return URLDecoder.decode(content.replace("+", "%2B"), UTF_8).getBytes(UTF_8);
    } catch (IllegalArgumentException _) {
      return content.getBytes(UTF_8); // a stray %
    }
  }

  /// Returns the kind of content of a media type; the given kind if the type does not determine it.
  static Part.Kind kind(@Nullable String type, Part.Kind told) {
    if (type == null) return told;
    var name = type.toLowerCase(Locale.ROOT);
    if (name.startsWith("image/")) return Part.Kind.IMAGE;
    if (name.startsWith("audio/")) return Part.Kind.AUDIO;
    if (name.startsWith("video/")) return Part.Kind.VIDEO;
    boolean document = name.startsWith("application/pdf") || name.startsWith("text/");
    return document ? Part.Kind.DOCUMENT : told;
  }
}

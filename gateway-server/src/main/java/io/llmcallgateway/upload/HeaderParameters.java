package io.llmcallgateway.upload;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A header's value with its parameters, each given once.
///
/// @param value in lower case
/// @param parameters by their names in lower case
record HeaderParameters(String value, Map<String, String> parameters) {

  /// Returns the parts of a header; null where it is malformed.
  static @Nullable HeaderParameters read(String header) {
    int end = header.indexOf(';');
    var value = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    var parameters = new HashMap<String, String>();
    int at = end;
    while (at >= 0 && at < header.length()) {
      int equals = header.indexOf('=', at);
      if (equals < 0) return header.substring(at + 1).isBlank() ? of(value, parameters) : null;
      var name = header.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
      if (!isToken(name)) return null;
      int from = skipBlank(header, equals + 1);
      var text = new StringBuilder();
      int next = isQuote(header, from) ? quoted(header, from, text) : plain(header, from, text);
      if (next < 0 || parameters.put(name, text.toString()) != null) return null;
      at = next;
    }
    return of(value, parameters);
  }

  private static HeaderParameters of(String value, Map<String, String> parameters) {
    return new HeaderParameters(value, Map.copyOf(parameters));
  }

  private static boolean isQuote(String header, int at) {
    return at < header.length() && header.charAt(at) == '"';
  }

  private static int skipBlank(String header, int from) {
    int at = from;
    while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) at++;
    return at;
  }

  /// Reads a token; returns where the next parameter's semicolon is, or the header's end; -1 where
  /// it is malformed.
  private static int plain(String header, int from, StringBuilder out) {
    int end = header.indexOf(';', from);
    if (end < 0) end = header.length();
    var text = header.substring(from, end).strip();
    out.append(text);
    return isToken(text) ? end : -1;
  }

  /// Reads a quoted text, in which only a quote and a backslash are escaped: a lone backslash is
  /// part of a file's name.
  private static int quoted(String header, int from, StringBuilder out) {
    for (int at = from + 1; at < header.length(); at++) {
      char c = header.charAt(at);
      if (c == '"') {
        int next = skipBlank(header, at + 1);
        return next == header.length() || header.charAt(next) == ';' ? next : -1;
      }
      boolean more = at + 1 < header.length();
      if (c == '\\' && more && "\"\\".indexOf(header.charAt(at + 1)) >= 0) c = header.charAt(++at);
      if (c < ' ' || c == 0x7F) return -1;
      out.append(c);
    }
    return -1;
  }

  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F || "()<>@,;:\\\"[]?={}".indexOf(c) >= 0) return false;
    }
    return !text.isEmpty();
  }
}

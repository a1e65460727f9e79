package io.llmcallgateway.relay.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import org.jspecify.annotations.Nullable;

/// Finds the model's name in a provider's raw answer, plain or streamed: it stands near the
/// beginning, or at the end, in all formats.
public final class ReturnedModel {
  /// Where the name stands within, in bytes from either end.
  public static final int NEAR = 4 << 10;

  private static final byte[][] NAMES = {
    "\"model\"".getBytes(UTF_8), "\"modelVersion\"".getBytes(UTF_8)
  };

  private ReturnedModel() {}

  public static @Nullable String in(Body answer) {
    if (answer.size() == 0) return null;
    var bytes = answer.toByteArray();
    int near = Math.min(bytes.length, NEAR);
    for (var name : NAMES) {
      var found = find(bytes, 0, near, name);
      if (found == null) found = find(bytes, bytes.length - near, bytes.length, name);
      if (found != null) return found;
    }
    return null;
  }

  private static @Nullable String find(byte[] bytes, int from, int to, byte[] name) {
    for (int at = from; at + name.length < to; at++) {
      if (!isAt(bytes, at, name)) continue;
      int value = skipBlank(bytes, at + name.length, to);
      if (value >= to || bytes[value] != ':') continue;
      value = skipBlank(bytes, value + 1, to);
      if (value >= to || bytes[value] != '"') continue;
      int end = value + 1;
      while (end < to && bytes[end] != '"' && bytes[end] != '\\') end++;
      if (end < to && bytes[end] == '"' && end > value + 1) {
        return new String(bytes, value + 1, end - value - 1, UTF_8);
      }
    }
    return null;
  }

  /// A name within a text has a backslash before its quote.
  private static boolean isAt(byte[] bytes, int at, byte[] name) {
    if (bytes[at] != '"' || (at > 0 && bytes[at - 1] == '\\')) return false;
    for (int i = 1; i < name.length; i++) if (bytes[at + i] != name[i]) return false;
    return true;
  }

  private static int skipBlank(byte[] bytes, int at, int to) {
    int next = at;
    while (next < to && (bytes[next] == ' ' || bytes[next] == '\n' || bytes[next] == '\r')) next++;
    return next;
  }
}

package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The set of member names that a reader of JSON knows. Finds them by their bytes, without making a
/// string. Immutable.
public final class JsonNames {
  private final String[] names;
  private final byte[][] bytes;
  private final int mask;

  private JsonNames(int slots) {
    this.names = new String[slots];
    this.bytes = new byte[slots][];
    this.mask = slots - 1;
  }

  /// Returns the set of these names.
  public static JsonNames of(String... known) {
    var names = new JsonNames(Integer.highestOneBit(known.length) * 4);
    for (var name : known) names.put(name);
    return names;
  }

  private void put(String name) {
    var spelled = name.getBytes(UTF_8);
    int slot = slot(spelled, 0, spelled.length);
    while (names[slot] != null) slot = (slot + 1) & mask;
    names[slot] = name;
    bytes[slot] = spelled;
  }

  /// Returns the name that these bytes spell, or an empty text if it is not known. Escapes in
  /// names, which are rare, are resolved.
  String find(byte[] data, int start, int end) {
    if (start == end) return "";
    for (int slot = slot(data, start, end); names[slot] != null; slot = (slot + 1) & mask) {
      if (isAt(data, start, end, bytes[slot])) return names[slot];
    }
    return hasEscape(data, start, end) ? find(JsonSlice.unescape(data, start, end)) : "";
  }

  private static boolean isAt(byte[] data, int start, int end, byte[] name) {
    if (end - start != name.length) return false;
    for (int i = 0; i < name.length; i++) if (data[start + i] != name[i]) return false;
    return true;
  }

  private String find(String name) {
    for (var known : names) if (name.equals(known)) return known;
    return "";
  }

  private static boolean hasEscape(byte[] data, int start, int end) {
    for (int i = start; i < end; i++) if (data[i] == '\\') return true;
    return false;
  }

  private int slot(byte[] data, int start, int end) {
    int hash = (end - start) * 31 + data[start] * 7 + data[end - 1];
    return (hash ^ (hash >>> 5)) & mask;
  }
}

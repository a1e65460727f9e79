package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/// Reads the JSON of an event of a stream. Some servers stream tokens, not characters, and so split
/// the bytes of a character between two events. Each byte of such a character is kept in the texts
/// as a char for which `isByte` is true; the code that joins the texts calls `decode`.
public final class EventJson {
  private static final char FIRST = '\uDC80';
  private static final char LAST = '\uDCFF';

  private EventJson() {}

  /// Reads the JSON as a tree.
  public static JsonNode read(ObjectReader reader, byte[] data, int start, int length) {
    try {
      return reader.readTree(data, start, length);
    } catch (JacksonException e) {
      var text = kept(data, start, length);
      if (text == null) throw e;
      return reader.readTree(text);
    }
  }

  /// Returns the JSON with each byte that is part of no whole character as an escape; null if there
  /// is none.
  public static byte @Nullable [] escaped(byte[] data, int start, int length) {
    var text = kept(data, start, length);
    if (text == null) return null;
    var out = new StringBuilder(text.length() + 32);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean half = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
      if (isByte(c) && !half) out.append("\\u").append(Integer.toHexString(c));
      else out.append(c);
    }
    return out.toString().getBytes(UTF_8);
  }

  /// True if the char is a byte of a split character. After a high surrogate, it is the low half of
  /// a pair instead.
  public static boolean isByte(char c) {
    return c >= FIRST && c <= LAST;
  }

  /// Returns the characters of these bytes; invalid ones become the replacement character.
  public static String decode(CharSequence bytes) {
    var raw = new byte[bytes.length()];
    for (int i = 0; i < raw.length; i++) raw[i] = (byte) (bytes.charAt(i) - FIRST + 0x80);
    return new String(raw, UTF_8);
  }

  /// Returns the number of bytes at the end that begin an incomplete character.
  public static int begun(CharSequence bytes) {
    for (int n = Math.min(3, bytes.length()); n > 0; n--) {
      int first = bytes.charAt(bytes.length() - n) - FIRST + 0x80;
      int whole = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
      if (n < whole) return n;
    }
    return 0;
  }

  /// Returns the JSON as a text that keeps split bytes as chars; null if all characters are whole.
  private static @Nullable String kept(byte[] data, int start, int length) {
    var in = ByteBuffer.wrap(data, start, length);
    var out = CharBuffer.allocate(length);
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    boolean any = false;
    while (in.hasRemaining()) {
      var result = decoder.decode(in, out, true);
      if (!result.isError()) break;
      any = true;
      for (int i = 0; i < result.length() && in.hasRemaining(); i++) {
        out.put((char) (FIRST + ((in.get() & 0xFF) - 0x80)));
      }
      decoder.reset();
    }
    return any ? out.flip().toString() : null;
  }
}

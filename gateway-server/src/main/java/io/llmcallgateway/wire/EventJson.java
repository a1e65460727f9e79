package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/// Reads the JSON of one event of a stream. Some servers cut a character's bytes between two events
/// (they stream tokens, not characters): such bytes stand in the texts as chars of their own, which
/// `isByte` knows, until whoever puts the texts together `decode`s them.
public final class EventJson {
  private static final char FIRST = '\uDC80';
  private static final char LAST = '\uDCFF';

  private EventJson() {}

  public static JsonNode read(ObjectReader reader, byte[] data, int start, int length) {
    try {
      return reader.readTree(data, start, length);
    } catch (JacksonException e) {
      var text = kept(data, start, length);
      if (text == null) throw e;
      return reader.readTree(text);
    }
  }

  /// The same JSON with each byte that is no character's as an escape of its char; null where there
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

  /// Whether it is a byte that is no character's. After a high surrogate it is the other half.
  public static boolean isByte(char c) {
    return c >= FIRST && c <= LAST;
  }

  /// The characters that these bytes make; what is none is the replacement character.
  public static String decode(CharSequence bytes) {
    var raw = new byte[bytes.length()];
    for (int i = 0; i < raw.length; i++) raw[i] = (byte) (bytes.charAt(i) - FIRST + 0x80);
    return new String(raw, UTF_8);
  }

  /// How many of these bytes, at the end, begin a character that is not whole yet.
  public static int begun(CharSequence bytes) {
    for (int n = Math.min(3, bytes.length()); n > 0; n--) {
      int first = bytes.charAt(bytes.length() - n) - FIRST + 0x80;
      int whole = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
      if (n < whole) return n;
    }
    return 0;
  }

  /// Null where all bytes are characters'.
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

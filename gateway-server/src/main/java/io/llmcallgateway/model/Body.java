package io.llmcallgateway.model;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a request or an answer, in one or more segments. Splicing shares segments and does
/// not copy them. Immutable by convention: nobody writes to an array that a body was made of.
public final class Body {
  public static final Body EMPTY = new Body(List.of(), 0);

  private static final int WINDOW = 64 << 10;

  private final List<ByteBuffer> segments;
  private final int size;

  private Body(List<ByteBuffer> segments, int size) {
    this.segments = segments;
    this.size = size;
  }

  public static Body of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  public static Body of(byte[] bytes, int offset, int length) {
    return new Body(List.of(ByteBuffer.wrap(bytes, offset, length)), length);
  }

  /// Returns the texts one after the other.
  public static Body of(List<byte[]> texts) {
    var parts = new ArrayList<ByteBuffer>(texts.size());
    int size = 0;
    for (var text : texts) {
      if (text.length > 0) parts.add(ByteBuffer.wrap(text));
      size += text.length;
    }
    return new Body(List.copyOf(parts), size);
  }

  public static Body utf8(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The size in bytes.
  public int size() {
    return size;
  }

  /// Returns new views of the segments, each from position to limit.
  public List<ByteBuffer> segments() {
    if (segments.size() == 1) return List.of(segments.getFirst().duplicate());
    var views = new ArrayList<ByteBuffer>(segments.size());
    for (var segment : segments) views.add(segment.duplicate());
    return views;
  }

  /// Returns this body with the bytes of one span replaced.
  public Body splice(Span span, byte[] replacement) {
    var parts = new ArrayList<ByteBuffer>(segments.size() + 2);
    addRange(parts, 0, span.start());
    parts.add(ByteBuffer.wrap(replacement));
    addRange(parts, span.end(), size);
    return new Body(List.copyOf(parts), size - span.length() + replacement.length);
  }

  /// Returns this body with the bytes of several spans replaced, in one pass.
  ///
  /// @param spans in ascending order, without overlaps
  public Body splice(List<Span> spans, List<byte[]> replacements) {
    var bytes = toByteArray();
    var parts = new ArrayList<ByteBuffer>(2 * spans.size() + 1);
    int at = 0;
    int changed = size;
    for (int i = 0; i < spans.size(); i++) {
      var span = spans.get(i);
      var text = replacements.get(i);
      if (at < span.start()) parts.add(ByteBuffer.wrap(bytes, at, span.start() - at).slice());
      if (text.length > 0) parts.add(ByteBuffer.wrap(text));
      at = span.end();
      changed += text.length - span.length();
    }
    if (at < size) parts.add(ByteBuffer.wrap(bytes, at, size - at).slice());
    return new Body(List.copyOf(parts), changed);
  }

  public Body slice(Span span) {
    var parts = new ArrayList<ByteBuffer>(1);
    addRange(parts, span.start(), span.end());
    return new Body(List.copyOf(parts), span.length());
  }

  private void addRange(List<ByteBuffer> parts, int from, int to) {
    int at = 0;
    for (var segment : segments) {
      int length = segment.remaining();
      int start = Math.max(from - at, 0);
      int end = Math.min(to - at, length);
      if (start < end) parts.add(segment.slice(segment.position() + start, end - start));
      at += length;
    }
  }

  /// Returns the bytes as one array: the shared one if a single segment fills it, else a copy.
  public byte[] toByteArray() {
    if (segments.size() == 1) {
      var only = segments.getFirst();
      if (only.arrayOffset() == 0 && only.position() == 0 && only.limit() == only.array().length) {
        return only.array();
      }
    }
    var bytes = new byte[size];
    int at = 0;
    for (var segment : segments()) {
      int length = segment.remaining();
      segment.get(bytes, at, length);
      at += length;
    }
    return bytes;
  }

  public InputStream stream() {
    return new ByteArrayInputStream(toByteArray());
  }

  public String utf8() {
    return new String(toByteArray(), StandardCharsets.UTF_8);
  }

  /// Returns how often an ASCII text occurs.
  public int count(String text) {
    var bytes = toByteArray();
    int count = 0;
    for (int start = 0; start < bytes.length; start += WINDOW) {
      int end = Math.min(bytes.length, start + WINDOW + text.length() - 1);
      var window = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      for (int at = window.indexOf(text); at >= 0; at = window.indexOf(text, at + 1)) count++;
    }
    return count;
  }

  /// True if any of the ASCII texts occurs.
  @SafeVarargs
  public final boolean holdsAny(List<String>... texts) {
    int longest = 1;
    for (var list : texts) for (var text : list) longest = Math.max(longest, text.length());
    var bytes = toByteArray();
    // Both steps run at memory speed, and no large body is copied at once.
    for (int at = 0; at < bytes.length; at += WINDOW) {
      int end = Math.min(bytes.length, at + WINDOW + longest - 1);
      var window = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
      for (var list : texts) for (var text : list) if (window.contains(text)) return true;
    }
    return false;
  }

  @Override
  public String toString() {
    return "Body[" + size + " bytes]"; // never the content: it may be a prompt
  }
}

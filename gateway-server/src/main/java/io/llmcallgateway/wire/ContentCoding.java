package io.llmcallgateway.wire;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/// Content codings of HTTP that the gateway can decode.
/// https://www.iana.org/assignments/http-parameters/http-parameters.xhtml#content-coding
public enum ContentCoding {
  GZIP,
  DEFLATE,
  BR,
  ZSTD;

  private static final int MOST = 3;

  /// Returns the codings of a `content-encoding` header in the order in which they were applied,
  /// without `identity`; null if one is unknown or there are too many.
  public static @Nullable List<ContentCoding> list(@Nullable String header) {
    if (header == null || header.isBlank()) return List.of();
    var codings = new ArrayList<ContentCoding>();
    for (var each : header.split(",", -1)) {
      switch (each.strip().toLowerCase(Locale.ROOT)) {
        case "identity", "" -> {}
        case "gzip", "x-gzip" -> codings.add(GZIP);
        case "deflate" -> codings.add(DEFLATE);
        case "br" -> codings.add(BR);
        case "zstd" -> codings.add(ZSTD);
        default -> {
          return null;
        }
      }
    }
    return codings.size() > MOST ? null : codings;
  }

  /// Returns the names of all codings, for error messages.
  public static String names() {
    return "gzip, deflate, br or zstd";
  }

  /// Returns a stream that decodes all of the codings. Throws an `IOException`, here or while the
  /// stream is read, if the bytes are not encoded so.
  public static InputStream decode(InputStream encoded, List<ContentCoding> codings)
      throws IOException {
    var plain = encoded;
    try {
      for (var coding : codings.reversed()) plain = coding.decode(plain);
      return plain;
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  private InputStream decode(InputStream encoded) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPInputStream(encoded, 8 << 10);
      case DEFLATE -> inflate(new BufferedInputStream(encoded));
      case BR -> new BrotliInputStream(encoded);
      case ZSTD -> new ZstdInputStream(encoded);
    };
  }

  /// Decodes `deflate` with or without its zlib header, which some senders omit (RFC 9110
  /// §8.4.1.2).
  private static InputStream inflate(InputStream encoded) throws IOException {
    encoded.mark(2);
    int first = encoded.read();
    int second = encoded.read();
    encoded.reset();
    return new InflaterInputStream(encoded, new Inflater(!isZlib(first, second)));
  }

  static boolean isZlib(int first, int second) {
    return (first & 0x0F) == 8 && (first << 8 | second) % 31 == 0;
  }
}

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

/// The content codings of HTTP that can be decoded.
/// https://www.iana.org/assignments/http-parameters/http-parameters.xhtml#content-coding
public enum ContentCoding {
  GZIP,
  DEFLATE,
  BR,
  ZSTD;

  private static final int MOST = 3;

  /// The codings that a `content-encoding` lists, in the order in which they were applied,
  /// `identity` left out; null where one is unknown or there are too many.
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

  /// The names that a client may send.
  public static String names() {
    return "gzip, deflate, br or zstd";
  }

  /// What was encoded by all of them. Throws an `IOException`, here or later, where the bytes are
  /// not what they should be.
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

  /// Some leave the zlib head out that the coding has (RFC 9110 §8.4.1.2).
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

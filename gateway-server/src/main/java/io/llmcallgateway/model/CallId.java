package io.llmcallgateway.model;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The id of a call and its record: a UUIDv7, so that ids sort by time.
///
/// @param text the usual form with 36 characters
public record CallId(String text) {
  private static final HexFormat HEX = HexFormat.of();

  /// Returns a new id: 48 bits of Unix milliseconds, then random bits (RFC 9562 §5.7).
  public static CallId next(InstantSource clock, RandomGenerator random) {
    long high = (clock.millis() << 16) | 0x7000 | (random.nextLong() & 0xFFF);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    var hex = HEX.toHexDigits(high) + HEX.toHexDigits(low);
    return new CallId(
        hex.substring(0, 8)
            + '-'
            + hex.substring(8, 12)
            + '-'
            + hex.substring(12, 16)
            + '-'
            + hex.substring(16, 20)
            + '-'
            + hex.substring(20));
  }

  /// Returns the last 8 hex digits, the short form in logs and lists.
  public String shortId() {
    return text.substring(text.length() - 8);
  }
}

package io.llmcallgateway.model;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The id of one call's record: a UUIDv7, so ids sort by time. `text` is its usual 36-character
/// form.
public record CallId(String text) {
  private static final HexFormat HEX = HexFormat.of();

  /// RFC 9562 §5.7: 48 bits of Unix milliseconds, then random bits.
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

  /// The last 8 hex digits: the one short form of an id, in logs and in lists.
  public String shortId() {
    return text.substring(text.length() - 8);
  }
}

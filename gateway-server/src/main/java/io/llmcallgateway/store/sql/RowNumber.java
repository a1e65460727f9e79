package io.llmcallgateway.store.sql;

import io.llmcallgateway.model.CallId;
import java.nio.ByteBuffer;
import java.util.UUID;

/// Computes row numbers that follow time: 42 bits of the id's milliseconds, then the first 21 of
/// its random bits. So ranges of time are ranges of rows. Two calls of one number are put one after
/// another.
final class RowNumber {
  private static final int TAIL = 21;

  /// The greatest distance of a call from its own number.
  static final int NEIGHBOURS = 64;

  private RowNumber() {}

  static long of(CallId id) {
    var uuid = UUID.fromString(id.text());
    long high = uuid.getMostSignificantBits();
    long millis = high >>> 16;
    long random = (high & 0xFFF) << 9 | ((uuid.getLeastSignificantBits() >>> 53) & 0x1FF);
    return millis << TAIL | random;
  }

  /// The first number of a time in epoch milliseconds.
  static long at(long millis) {
    return Math.max(0, millis) << TAIL;
  }

  /// The time of a number in epoch milliseconds.
  static long millis(long number) {
    return number >>> TAIL;
  }

  static byte[] bytes(CallId id) {
    var uuid = UUID.fromString(id.text());
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  static String text(byte[] id) {
    var in = ByteBuffer.wrap(id);
    return new UUID(in.getLong(), in.getLong()).toString();
  }
}

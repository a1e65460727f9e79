package io.llmcallgateway.store.sql;

import java.nio.ByteBuffer;

/// Numbers in seven bits a byte, the lowest first: small ones take little.
final class Varint {
  /// The most bytes that one takes.
  static final int MOST = 10;

  private Varint() {}

  static void write(long number, ByteBuffer out) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static long read(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      number |= (long) (next & 0x7F) << shift;
      if (next >= 0) return number;
    }
  }
}

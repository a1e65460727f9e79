package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.Histogram;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Writes sums as the bytes that stand in a row of a roll-up, and reads them. How many counts there
/// are is written first, so that later versions may have more.
final class SumsCodec {
  private static final List<Count> COUNTS = List.of(Count.values());

  private SumsCodec() {}

  /// Adds sums that `bytes` wrote.
  static void add(CallSums sums, byte[] bytes, int offset) {
    var in = ByteBuffer.wrap(bytes).position(offset);
    int count = (int) Varint.read(in); // fewer where an earlier version wrote it
    for (int i = 0; i < count; i++) sums.add(COUNTS.get(i), Varint.read(in));
    add(sums.latency(), in);
    add(sums.firstToken(), in);
    add(sums.own(), in);
  }

  private static void add(Histogram histogram, ByteBuffer in) {
    int length = (int) Varint.read(in);
    histogram.add(in.array(), in.arrayOffset() + in.position(), length);
    in.position(in.position() + length);
  }

  /// The number of calls in sums that `bytes` wrote.
  static long calls(byte[] bytes, int offset) {
    var in = ByteBuffer.wrap(bytes).position(offset);
    return Varint.read(in) == 0 ? 0 : Varint.read(in);
  }

  static byte[] bytes(CallSums sums) {
    var parts = List.of(sums.latency().bytes(), sums.firstToken().bytes(), sums.own().bytes());
    int size = (1 + COUNTS.size() + parts.size()) * Varint.MOST;
    for (var part : parts) size += part.length;
    var out = ByteBuffer.allocate(size);
    Varint.write(COUNTS.size(), out);
    for (var count : COUNTS) Varint.write(sums.get(count), out);
    for (var part : parts) {
      Varint.write(part.length, out);
      out.put(part);
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}

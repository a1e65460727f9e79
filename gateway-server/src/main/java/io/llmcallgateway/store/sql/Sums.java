package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.Histogram;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums of calls, added up call by call or row by row. One thread.
final class Sums {
  private static final int NUMBERS = 20;
  private static final int NANOS = 14;
  private static final int UNPRICED = 15;

  private final long[] numbers = new long[NUMBERS];
  private final Histogram latency = new Histogram();
  private final Histogram firstToken = new Histogram();
  private final Histogram own = new Histogram();

  void add(CallRecord call) {
    numbers[0]++;
    if (call.failed()) numbers[1]++;
    if (call.state() == CallRecord.State.CANCELLED) numbers[2]++;
    var usage = call.usage();
    if (usage != null) {
      numbers[3] += usage.input();
      numbers[4] += usage.cacheRead();
      numbers[5] += usage.cacheWrite();
      numbers[6] += usage.cacheWriteHour();
      numbers[7] += usage.inputAudio();
      numbers[8] += usage.inputImage();
      numbers[9] += usage.output();
      numbers[10] += usage.reasoning();
      numbers[11] += usage.outputAudio();
      numbers[12] += usage.outputImage();
      numbers[13] += usage.searches();
      if (call.cost().state() == Cost.State.UNKNOWN) numbers[UNPRICED]++;
    }
    numbers[NANOS] += call.cost().nanos();
    var timing = call.timing();
    numbers[16] += timing.total();
    latency.add(timing.total());
    if (timing.firstToken() >= 0) {
      numbers[17]++;
      numbers[18] += timing.firstToken();
      firstToken.add(timing.firstToken());
    }
    numbers[19] += timing.own();
    own.add(timing.own());
  }

  /// Moves what calls cost, and how many are without a price.
  void reprice(long nanos, long unpriced) {
    numbers[NANOS] += nanos;
    numbers[UNPRICED] += unpriced;
  }

  /// Adds what `bytes` wrote.
  void add(byte[] bytes, int offset) {
    var in = ByteBuffer.wrap(bytes).position(offset);
    int count = (int) Varint.read(in); // fewer where an earlier version wrote it
    for (int i = 0; i < count; i++) numbers[i] += Varint.read(in);
    add(latency, in);
    add(firstToken, in);
    add(own, in);
  }

  /// How many calls were added up in what `bytes` wrote.
  static long calls(byte[] bytes, int offset) {
    var in = ByteBuffer.wrap(bytes).position(offset);
    return Varint.read(in) == 0 ? 0 : Varint.read(in);
  }

  private static void add(Histogram histogram, ByteBuffer in) {
    int length = (int) Varint.read(in);
    histogram.add(in.array(), in.arrayOffset() + in.position(), length);
    in.position(in.position() + length);
  }

  byte[] bytes() {
    var parts = List.of(latency.bytes(), firstToken.bytes(), own.bytes());
    int size = (1 + NUMBERS + parts.size()) * Varint.MOST;
    for (var part : parts) size += part.length;
    var out = ByteBuffer.allocate(size);
    Varint.write(NUMBERS, out);
    for (long number : numbers) Varint.write(number, out);
    for (var part : parts) {
      Varint.write(part.length, out);
      out.put(part);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  SumsRow row(long start, @Nullable String group) {
    var usage =
        new Usage(
            numbers[3],
            numbers[4],
            numbers[5],
            numbers[6],
            numbers[7],
            numbers[8],
            numbers[9],
            numbers[10],
            numbers[11],
            numbers[12],
            numbers[13],
            -1,
            null);
    return new SumsRow(
        start,
        group,
        numbers[0],
        numbers[1],
        numbers[2],
        usage,
        numbers[NANOS],
        numbers[UNPRICED],
        numbers[16],
        numbers[17],
        numbers[18],
        numbers[19],
        latency,
        firstToken,
        own);
  }
}

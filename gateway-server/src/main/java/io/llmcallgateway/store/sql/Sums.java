package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.Histogram;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums of calls, added up call by call or row by row. One thread.
final class Sums {
  /// The columns, in the order in which they are read and written: what may change by itself, and
  /// all else as bytes, so that a row is read by three calls of the database's driver.
  static final String COLUMNS = "nanos, unpriced, sums";

  static final int WIDTH = 3;

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
      if (call.cost().state() == Cost.State.UNKNOWN) numbers[15]++;
    }
    numbers[14] += call.cost().nanos();
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

  /// Adds a row's columns, which begin at `column`.
  void add(ResultSet row, int column) throws SQLException {
    add(row.getLong(column), row.getLong(column + 1), row.getBytes(column + 2));
  }

  /// Adds what a row's columns held.
  void add(long nanos, long unpriced, byte[] sums) {
    numbers[NANOS] += nanos;
    numbers[UNPRICED] += unpriced;
    var in = ByteBuffer.wrap(sums);
    int count = (int) Varint.read(in); // fewer where an earlier version wrote it
    for (int i = 0; i < count; i++) {
      if (i != NANOS && i != UNPRICED) numbers[i] += Varint.read(in);
    }
    add(latency, in);
    add(firstToken, in);
    add(own, in);
  }

  /// How many calls the bytes of a row's last column add up.
  static long calls(byte[] sums) {
    var in = ByteBuffer.wrap(sums);
    return Varint.read(in) == 0 ? 0 : Varint.read(in);
  }

  void add(Sums other) {
    for (int i = 0; i < NUMBERS; i++) numbers[i] += other.numbers[i];
    latency.add(other.latency);
    firstToken.add(other.firstToken);
    own.add(other.own);
  }

  long calls() {
    return numbers[0];
  }

  private static void add(Histogram histogram, ByteBuffer in) {
    int length = (int) Varint.read(in);
    histogram.add(in.array(), in.arrayOffset() + in.position(), length);
    in.position(in.position() + length);
  }

  /// Sets a statement's parameters, which begin at `parameter`.
  void set(PreparedStatement statement, int parameter) throws SQLException {
    statement.setLong(parameter, numbers[NANOS]);
    statement.setLong(parameter + 1, numbers[UNPRICED]);
    statement.setBytes(parameter + 2, bytes());
  }

  private byte[] bytes() {
    var parts = List.of(latency.bytes(), firstToken.bytes(), own.bytes());
    int size = (1 + NUMBERS + parts.size()) * Varint.MOST;
    for (var part : parts) size += part.length;
    var out = ByteBuffer.allocate(size);
    Varint.write(NUMBERS, out);
    for (int i = 0; i < NUMBERS; i++) {
      if (i != NANOS && i != UNPRICED) Varint.write(numbers[i], out);
    }
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
        numbers[14],
        numbers[15],
        numbers[16],
        numbers[17],
        numbers[18],
        numbers[19],
        latency,
        firstToken,
        own);
  }
}

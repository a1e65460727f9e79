package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.Histogram;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Sums of calls, added up call by call or row by row. One thread.
final class Sums {
  /// The columns, in the order in which they are read and written.
  static final String COLUMNS =
      "calls, errors, cancelled, input, cache_read, cache_write, cache_write_hour, input_audio,"
          + " output, reasoning, output_audio, searches, nanos, unpriced, micros, first_tokens,"
          + " first_token_micros, own_micros, latency, first_token, own";

  private static final int NUMBERS = 18;
  static final int WIDTH = NUMBERS + 3;

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
      numbers[8] += usage.output();
      numbers[9] += usage.reasoning();
      numbers[10] += usage.outputAudio();
      numbers[11] += usage.searches();
      if (call.cost().state() == Cost.State.UNKNOWN) numbers[13]++;
    }
    numbers[12] += call.cost().nanos();
    var timing = call.timing();
    numbers[14] += timing.total();
    latency.add(timing.total());
    if (timing.firstToken() >= 0) {
      numbers[15]++;
      numbers[16] += timing.firstToken();
      firstToken.add(timing.firstToken());
    }
    numbers[17] += timing.own();
    own.add(timing.own());
  }

  /// Adds a row's columns, which begin at `column`.
  void add(ResultSet row, int column) throws SQLException {
    for (int i = 0; i < NUMBERS; i++) numbers[i] += row.getLong(column + i);
    latency.add(Histogram.of(row.getBytes(column + NUMBERS)));
    firstToken.add(Histogram.of(row.getBytes(column + NUMBERS + 1)));
    own.add(Histogram.of(row.getBytes(column + NUMBERS + 2)));
  }

  /// Sets a statement's parameters, which begin at `parameter`.
  void set(PreparedStatement statement, int parameter) throws SQLException {
    for (int i = 0; i < NUMBERS; i++) statement.setLong(parameter + i, numbers[i]);
    statement.setBytes(parameter + NUMBERS, latency.bytes());
    statement.setBytes(parameter + NUMBERS + 1, firstToken.bytes());
    statement.setBytes(parameter + NUMBERS + 2, own.bytes());
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
            -1,
            null);
    return new SumsRow(
        start,
        group,
        numbers[0],
        numbers[1],
        numbers[2],
        usage,
        numbers[12],
        numbers[13],
        numbers[14],
        numbers[15],
        numbers[16],
        numbers[17],
        latency,
        firstToken,
        own);
  }
}

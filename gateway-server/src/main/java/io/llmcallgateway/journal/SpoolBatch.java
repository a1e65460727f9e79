package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A batch as it is read from a spool file. One thread.
final class SpoolBatch implements CallBatch {
  private static final int MOST = 2_000;
  private static final long MOST_BYTES = 16L << 20;
  private static final long FEW_BYTES = 1 << 20;

  private final SpoolReader reader;
  private final long file;
  private final boolean complete;
  private final Function<EndedCall, CallRecord> completing;
  private final boolean texts;
  private final long begin;
  private final List<CallRecord> read = new ArrayList<>();
  private List<EndedCall> ahead;
  private boolean end;

  /// @param file its number
  /// @param complete whether all that will be written has been
  /// @param texts whether records are remembered with what was said
  SpoolBatch(
      SpoolReader reader,
      long file,
      boolean complete,
      Function<EndedCall, CallRecord> completing,
      boolean texts) {
    this.reader = reader;
    this.file = file;
    this.complete = complete;
    this.completing = completing;
    this.texts = texts;
    this.begin = reader.position();
    this.ahead = few();
  }

  /// Whether there is neither a call nor anything to skip.
  boolean isEmpty() {
    return ahead.isEmpty() && reader.position() == begin;
  }

  /// Whether the rest of the file is not there yet.
  boolean end() {
    return end;
  }

  long bytes() {
    return reader.position() - begin;
  }

  /// The records that `next` gave.
  List<CallRecord> read() {
    return read;
  }

  @Override
  public List<EndedCall> next() {
    var calls = ahead;
    ahead = List.of();
    if (calls.isEmpty()) calls = few();
    for (var call : calls) read.add(texts ? call.record() : call.record().texted("", ""));
    return calls;
  }

  @Override
  public SpoolPosition position() {
    return new SpoolPosition(file, reader.position());
  }

  private List<EndedCall> few() {
    var calls = new ArrayList<EndedCall>(FEW);
    try {
      while (calls.isEmpty() && !end && read.size() < MOST && bytes() < MOST_BYTES) {
        end = reader.read(calls, FEW, FEW_BYTES, complete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calls.replaceAll(call -> new EndedCall(completing.apply(call), call.payloads(), call.listed()));
    return calls;
  }
}

package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A batch as it is read from a spool file. One thread.
final class SpoolBatch implements CallBatch {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolBatch.class);
  static final int MOST = 2_000;
  private static final long MOST_BYTES = 16L << 20;
  private static final long FEW_BYTES = 1 << 20;

  private final SpoolReader reader;
  private final SpoolFile file;
  private final boolean complete;
  private final CallCompleter completer;
  private final BatchObserver observer;
  private final boolean texts;
  private final int most;
  private final long begin;
  private final long skippedBefore;
  private final List<EndedCall> read = new ArrayList<>();
  private List<EndedCall> ahead;
  private boolean end;

  /// @param complete whether all that will be written to the file has been
  /// @param texts whether records are remembered with what was said
  /// @param most calls
  SpoolBatch(
      SpoolReader reader,
      SpoolFile file,
      boolean complete,
      CallCompleter completer,
      BatchObserver observer,
      boolean texts,
      int most) {
    this.reader = reader;
    this.file = file;
    this.complete = complete;
    this.completer = completer;
    this.observer = observer;
    this.texts = texts;
    this.most = most;
    this.begin = reader.position();
    this.skippedBefore = reader.skipped();
    this.ahead = few();
  }

  /// True if there is neither a call nor anything to skip.
  boolean isEmpty() {
    return ahead.isEmpty() && reader.position() == begin;
  }

  /// True if the rest of the file is not there yet.
  boolean end() {
    return end;
  }

  SpoolFile file() {
    return file;
  }

  /// The offset in the file where the batch begins.
  long begin() {
    return begin;
  }

  long bytes() {
    return reader.position() - begin;
  }

  /// Bytes that made no sense.
  long skipped() {
    return reader.skipped() - skippedBefore;
  }

  /// The calls that `next` gave, without their bodies.
  List<EndedCall> read() {
    return read;
  }

  @Override
  public List<EndedCall> next() {
    var calls = ahead;
    ahead = List.of();
    if (calls.isEmpty()) calls = few();
    for (var call : calls) {
      var record = texts ? call.record() : call.record().texted("", "");
      read.add(new EndedCall(record, List.of(), call.listed()));
    }
    observer.storing(calls);
    return calls;
  }

  @Override
  public SpoolPosition position() {
    return new SpoolPosition(file.number(), reader.position());
  }

  private List<EndedCall> few() {
    var calls = new ArrayList<EndedCall>(FEW);
    try {
      while (calls.isEmpty() && !end && read.size() < most && bytes() < MOST_BYTES) {
        end = reader.read(calls, Math.min(FEW, most), FEW_BYTES, complete, observer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calls.replaceAll(this::completed);
    return calls;
  }

  /// A record that cannot be completed is kept as it is.
  private EndedCall completed(EndedCall call) {
    try {
      return new EndedCall(completer.complete(call), call.payloads(), call.listed());
    } catch (RuntimeException | Error e) {
      LOG.error("the record of call {} is kept incomplete", call.record().id().shortId(), e);
      return call;
    }
  }
}

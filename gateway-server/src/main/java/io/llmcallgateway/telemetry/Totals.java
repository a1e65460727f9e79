package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.State;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/// What ended calls add up to since a point in time, together and by the model the client named.
final class Totals {
  private static final int MOST_MODELS = 1_000;
  private static final int MOST_CODES = 100;

  final Instant since;
  final Sums all = new Sums();
  final LongAdder cancelled = new LongAdder();
  final LongAdder firstTokens = new LongAdder();
  final LongAdder firstTokenMicros = new LongAdder();
  final BoundedNames<Sums> models = new BoundedNames<>(MOST_MODELS, _ -> new Sums());
  final BoundedNames<LongAdder> errors = new BoundedNames<>(MOST_CODES, _ -> new LongAdder());

  Totals(Instant since) {
    this.since = since;
  }

  /// Calls of one kind.
  static final class Sums {
    final LongAdder requests = new LongAdder();
    final LongAdder tokens = new LongAdder();
    final LongAdder micros = new LongAdder();
    final LongAdder successes = new LongAdder();
    final LongAdder errors = new LongAdder();

    private void add(CallRecord call, long tokensUsed) {
      requests.increment();
      tokens.add(tokensUsed);
      micros.add(call.timing().total());
      if (call.state() == State.SUCCESS) successes.increment();
      if (call.failed()) errors.increment();
    }

    /// Seconds; 0 before the first call.
    double averageLatency() {
      return average(micros.sum(), requests.sum());
    }

    /// 0–1; 1 before the first call.
    double successRate() {
      long ended = requests.sum();
      return ended == 0 ? 1 : (double) successes.sum() / ended;
    }
  }

  /// Seconds, to the microsecond.
  static double average(long micros, long count) {
    return count == 0 ? 0 : Math.round((double) micros / count) / 1e6;
  }

  void add(CallRecord call, long tokensUsed) {
    all.add(call, tokensUsed);
    models.of(call.models().asked()).add(call, tokensUsed);
    if (call.timing().firstToken() >= 0) {
      firstTokens.increment();
      firstTokenMicros.add(call.timing().firstToken());
    }
    if (call.state() == State.CANCELLED) cancelled.increment();
    if (!call.failed()) return;
    var failure = call.failure();
    errors.of(failure == null ? "unknown" : failure.label()).increment();
  }
}

package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.record.CallRecord;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/// Sums of the latest stretches of time of one length, each under its number (time divided by that
/// length). A stretch without calls takes no memory.
final class TimeRing {
  private static final Bucket EMPTY = new Bucket(Long.MIN_VALUE);

  private final AtomicReferenceArray<Bucket> ring;

  TimeRing(int stretches) {
    ring = new AtomicReferenceArray<>(stretches);
  }

  /// One stretch.
  static final class Bucket {
    private final long number;
    final LongAdder requests = new LongAdder();
    final LongAdder tokens = new LongAdder();
    final LongAdder micros = new LongAdder();
    final LongAdder errors = new LongAdder();

    private Bucket(long number) {
      this.number = number;
    }
  }

  void add(long number, CallRecord call, long tokensUsed) {
    var bucket = current(number);
    bucket.requests.increment();
    bucket.tokens.add(tokensUsed);
    bucket.micros.add(call.timing().total());
    if (call.failed()) bucket.errors.increment();
  }

  /// The sums of one stretch; an empty one where nothing is known of it.
  Bucket at(long number) {
    var bucket = ring.get(index(number));
    return bucket == null || bucket.number != number ? EMPTY : bucket;
  }

  private Bucket current(long number) {
    int index = index(number);
    while (true) {
      var found = ring.get(index);
      if (found != null && found.number >= number) return found;
      var fresh = new Bucket(number);
      if (ring.compareAndSet(index, found, fresh)) return fresh;
    }
  }

  private int index(long number) {
    return Math.floorMod(number, ring.length());
  }
}

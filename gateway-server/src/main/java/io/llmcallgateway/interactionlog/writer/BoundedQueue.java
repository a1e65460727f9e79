package io.llmcallgateway.interactionlog.writer;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A queue from many threads to one, bounded by the number of items and by their bytes. Offering
/// never waits: what finds no room is counted and dropped.
final class BoundedQueue<T> {
  /// Measures about how many bytes an item holds.
  @FunctionalInterface
  interface ItemSize<T> {
    int of(T item);
  }

  private static final int COUNT_SHIFT = 40;
  private static final long BYTES = (1L << COUNT_SHIFT) - 1;
  private static final long ONE = 1L << COUNT_SHIFT;

  private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong held = new AtomicLong(); // count above, bytes below: one update for both
  private final LongAdder dropped = new LongAdder();
  private final int maxCount;
  private final long maxBytes;
  private final ItemSize<T> size;

  BoundedQueue(int maxCount, long maxBytes, ItemSize<T> size) {
    this.maxCount = maxCount;
    this.maxBytes = maxBytes;
    this.size = size;
  }

  void offer(T item) {
    long weight = ONE + size.of(item);
    long after = held.addAndGet(weight);
    long count = after >>> COUNT_SHIFT;
    if (count > maxCount || ((after & BYTES) > maxBytes && count > 1)) {
      held.addAndGet(-weight);
      dropped.increment();
      return;
    }
    queue.add(item);
  }

  @Nullable T poll() {
    T item = queue.poll();
    if (item != null) held.addAndGet(-(ONE + size.of(item)));
    return item;
  }

  /// How many wait now.
  int count() {
    return (int) (held.get() >>> COUNT_SHIFT);
  }

  /// How many found no room since the start.
  long dropped() {
    return dropped.sum();
  }
}

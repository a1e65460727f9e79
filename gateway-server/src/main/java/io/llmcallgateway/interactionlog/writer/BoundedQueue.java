package io.llmcallgateway.interactionlog.writer;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A queue from many threads to one that never makes a giver wait: bounded by count and by bytes
/// held, it counts what it has no room for.
public final class BoundedQueue<T> {
  private static final int COUNT_SHIFT = 40;
  private static final long BYTES = (1L << COUNT_SHIFT) - 1;
  private static final long ONE = 1L << COUNT_SHIFT;

  private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong held = new AtomicLong(); // count above, bytes below: one update for both
  private final LongAdder dropped = new LongAdder();
  private final int maxCount;
  private final long maxBytes;
  private final ToIntFunction<T> size;

  public BoundedQueue(int maxCount, long maxBytes, ToIntFunction<T> size) {
    this.maxCount = maxCount;
    this.maxBytes = maxBytes;
    this.size = size;
  }

  public void give(T item) {
    long weight = ONE + size.applyAsInt(item);
    long after = held.addAndGet(weight);
    long count = after >>> COUNT_SHIFT;
    if (count > maxCount || ((after & BYTES) > maxBytes && count > 1)) {
      held.addAndGet(-weight);
      dropped.increment();
      return;
    }
    queue.add(item);
  }

  public @Nullable T take() {
    T item = queue.poll();
    if (item != null) held.addAndGet(-(ONE + size.applyAsInt(item)));
    return item;
  }

  /// How many wait now.
  public int count() {
    return (int) (held.get() >>> COUNT_SHIFT);
  }

  /// How many found no room since the start.
  public long dropped() {
    return dropped.sum();
  }
}

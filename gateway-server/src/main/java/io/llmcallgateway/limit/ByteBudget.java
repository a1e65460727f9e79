package io.llmcallgateway.limit;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// The bytes that all calls together may hold at a time: requests, what they are translated to,
/// answers that are held, fetched media, captured payloads, exports. Thread-safe, without locks.
///
/// What is reserved is an estimate of the heap that is taken, not a count of it. A new call that
/// finds no room waits a moment, then it is refused; running calls may go beyond the limit by a
/// quarter, so that they end; what can be left out (captures) gets room only in the lower half.
public final class ByteBudget {
  /// What each call is given at once: most need no more.
  public static final int FIRST = 32 << 10;

  /// No heap is so small that calls of a few hundred KB must be refused.
  private static final long LEAST = 16L << 20;

  /// The gateway itself takes this of the heap, and its garbage more.
  private static final long OWN = 32L << 20;

  /// Of various lengths, so that of many that hold a part and wait for the rest some go on.
  private static final long LEAST_PATIENCE_NANOS = 500_000_000;

  private static final long MOST_PATIENCE_NANOS = 1_000_000_000;
  private static final long LOOK_NANOS = 25_000_000;
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private final LongAdder leftOut = new LongAdder();

  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /// So many percent of the heap, less what the gateway itself needs.
  public static ByteBudget ofHeap(int percent) {
    long heap = Runtime.getRuntime().maxMemory();
    return new ByteBudget(Math.max(LEAST, (heap - OWN) / 100 * percent));
  }

  /// The most that calls may hold, in bytes.
  public long limit() {
    return limit;
  }

  /// What calls hold now, in bytes.
  public long used() {
    return used.get();
  }

  /// Calls that were refused, or ended, for want of room.
  public long refused() {
    return refused.sum();
  }

  /// Times that something was left out of a record for want of room.
  public long leftOut() {
    return leftOut.sum();
  }

  /// The first bytes of a new call. Waits a moment where there is no room, then throws a
  /// `GatewayException` (OVERLOADED).
  public Reservation open() throws InterruptedException {
    var reservation = new Reservation();
    reservation.need(FIRST);
    return reservation;
  }

  private boolean take(long bytes, long upTo) {
    if (used.addAndGet(bytes) <= upTo) return true;
    used.addAndGet(-bytes);
    return false;
  }

  private GatewayException refusal(String message) {
    refused.increment();
    return new GatewayException(Failure.of(Failure.Kind.OVERLOADED, message).withRetryAfter(AGAIN));
  }

  /// Tells what one call holds. One thread at a time; those that work for it beside each other open
  /// reservations of their own.
  public final class Reservation implements AutoCloseable {
    private long held;

    private Reservation() {}

    /// A further one of the same budget, for a part of the call's work.
    public Reservation beside() {
      return new Reservation();
    }

    /// Has room for so many bytes in all before anything has been done for the call. Waits a moment
    /// where there is none, then throws a `GatewayException`: OVERLOADED, or TOO_LARGE where there
    /// never will be.
    public void need(long bytes) throws InterruptedException {
      long more = bytes - held;
      if (more <= 0) return;
      if (bytes > limit) {
        refused.increment();
        throw new GatewayException(
            Failure.of(
                Failure.Kind.TOO_LARGE,
                "The call needs more memory than this gateway may give to all calls ("
                    + (limit >> 20)
                    + " MB): give it a larger heap, or send less."));
      }
      if (!take(more, limit)) await(more);
      held += more;
    }

    private static long patience() {
      return ThreadLocalRandom.current().nextLong(LEAST_PATIENCE_NANOS, MOST_PATIENCE_NANOS);
    }

    private void await(long more) throws InterruptedException {
      long until = System.nanoTime() + patience();
      while (!take(more, limit)) {
        if (System.nanoTime() - until >= 0) {
          throw refusal("The gateway's memory is taken by other calls; try again in a moment.");
        }
        LockSupport.parkNanos(ByteBudget.this, LOOK_NANOS);
        if (Thread.interrupted()) throw new InterruptedException();
      }
    }

    /// Has room for so many bytes in all of a call that runs, at once or never. Throws a
    /// `GatewayException` (OVERLOADED) where there is none.
    public void grow(long bytes) {
      long more = bytes - held;
      if (more <= 0) return;
      if (!take(more, limit + limit / 4)) {
        throw refusal("The gateway's memory is taken: the call needs more of it than is left.");
      }
      held += more;
    }

    /// Has room for so many bytes more of what can be left out. Says whether it has.
    public boolean spare(long more) {
      if (!take(more, limit / 2)) {
        leftOut.increment();
        return false;
      }
      held += more;
      return true;
    }

    /// Holds no more than so many bytes from now on.
    public void shrink(long bytes) {
      if (bytes >= held) return;
      used.addAndGet(bytes - held);
      held = bytes;
    }

    /// The most that all calls may hold, in bytes.
    public long limit() {
      return limit;
    }

    public long held() {
      return held;
    }

    /// Holds nothing.
    @Override
    public void close() {
      shrink(0);
    }
  }
}

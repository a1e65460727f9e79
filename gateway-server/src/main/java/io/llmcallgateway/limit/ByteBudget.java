package io.llmcallgateway.limit;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// A limit on the bytes that all calls together hold at a time: requests and their translations,
/// buffered answers, fetched media, captured payloads, exports. Thread-safe, without locks.
///
/// Reservations are estimates of the heap that is used, not exact counts. A new call that finds no
/// room waits a moment and is then refused. Running calls may exceed the limit by a quarter, so
/// that they can end. Optional data (captured payloads) is given room only in the lower half.
public final class ByteBudget {
  /// The first reservation of each call; most calls need no more.
  public static final int FIRST = 32 << 10;

  /// The lowest limit, so that calls of a few hundred KB are admitted on the smallest heap.
  private static final long LEAST = 16L << 20;

  /// The part of the heap that the gateway itself needs.
  private static final long OWN = 32L << 20;

  /// The shortest wait. Waits vary, so that of many calls that hold a part and wait for the rest
  /// some can continue.
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

  /// Returns a budget of a percentage of the heap, less the part that the gateway itself needs.
  public static ByteBudget ofHeap(int percent) {
    long heap = Runtime.getRuntime().maxMemory();
    return new ByteBudget(Math.max(LEAST, (heap - OWN) / 100 * percent));
  }

  /// Returns the limit of all calls together, in bytes.
  public long limit() {
    return limit;
  }

  /// Returns the number of bytes that calls hold now.
  public long used() {
    return used.get();
  }

  /// Returns the number of calls that were refused or ended for lack of room.
  public long refused() {
    return refused.sum();
  }

  /// Returns how often data was left out of a record for lack of room.
  public long leftOut() {
    return leftOut.sum();
  }

  /// Reserves the first bytes of a new call. Waits a moment if there is no room, then throws a
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

  /// The bytes that a call has reserved. Used by one thread at a time; threads that work for a call
  /// in parallel open reservations of their own.
  public final class Reservation implements AutoCloseable {
    private long held;

    private Reservation() {}

    /// Returns a further reservation of the same budget, for a part of the call's work.
    public Reservation beside() {
      return new Reservation();
    }

    /// Raises the reservation to `bytes` in total, before any work has been done for the call.
    /// Waits a moment if there is no room, then throws a `GatewayException`: OVERLOADED, or
    /// TOO_LARGE if there can never be room.
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

    /// Raises the reservation of a running call to `bytes` in total, without waiting. Throws a
    /// `GatewayException` (OVERLOADED) if there is no room.
    public void grow(long bytes) {
      long more = bytes - held;
      if (more <= 0) return;
      if (!take(more, limit + limit / 4)) {
        throw refusal("The gateway's memory is taken: the call needs more of it than is left.");
      }
      held += more;
    }

    /// Adds `more` bytes of optional data to the reservation. Returns false if there is no room.
    public boolean spare(long more) {
      if (!take(more, limit / 2)) {
        leftOut.increment();
        return false;
      }
      held += more;
      return true;
    }

    /// Lowers the reservation to at most `bytes`.
    public void shrink(long bytes) {
      if (bytes >= held) return;
      used.addAndGet(bytes - held);
      held = bytes;
    }

    /// Returns the limit of all calls together, in bytes.
    public long limit() {
      return limit;
    }

    /// Returns the number of reserved bytes.
    public long held() {
      return held;
    }

    /// Releases the reservation.
    @Override
    public void close() {
      shrink(0);
    }
  }
}

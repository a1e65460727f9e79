package io.llmcallgateway.relay.call;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.upstream.WakeSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Requests that serve one client's call beside each other, a few at a time, each on a virtual
/// thread. The call's own thread waits and watches the client.
///
/// @param <T> what each gives
public final class ParallelCalls<T> {
  /// Enough to hide the way to a provider, too few to look like an attack.
  private static final int AT_ONCE = 4;

  /// One request.
  public interface One<T> {
    /// Makes the request.
    ///
    /// @param waiting of the thread that makes it
    T make(ClientWaiting waiting) throws InterruptedException;
  }

  /// The failure of a call whose requests took too long.
  public interface Timeout {
    GatewayException failure();
  }

  private final List<One<T>> calls;
  private final AtomicReferenceArray<T> results;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>(null);

  public ParallelCalls(List<One<T>> calls) {
    this.calls = calls;
    this.results = new AtomicReferenceArray<>(calls.size());
  }

  /// Returns what the requests gave, in their order. The first failure ends them all and is thrown.
  ///
  /// @param deadline of `System.nanoTime`
  public List<T> make(ClientWaiting waiting, long deadline, Timeout timeout)
      throws InterruptedException {
    var threads = new ArrayList<Thread>();
    int workers = Math.min(AT_ONCE, calls.size());
    atWork.set(workers);
    try {
      for (int i = 0; i < workers; i++) {
        threads.add(Thread.ofVirtual().name("batch").start(() -> work(waiting.signal())));
      }
      while (atWork.get() > 0 && failure.get() == null) {
        if (!waiting.until(deadline)) throw timeout.failure();
      }
    } finally {
      for (var thread : threads) thread.interrupt();
      for (var thread : threads) thread.join();
    }
    rethrow();
    var all = new ArrayList<T>(calls.size());
    for (int i = 0; i < calls.size(); i++) all.add(results.get(i));
    return all;
  }

  private void work(WakeSignal owner) {
    try {
      var waiting = ClientWaiting.unwatched();
      for (int i; failure.get() == null && (i = next.getAndIncrement()) < calls.size(); ) {
        results.set(i, calls.get(i).make(waiting));
      }
    } catch (RuntimeException | Error | InterruptedException e) {
      failure.compareAndSet(null, e);
    } finally {
      atWork.decrementAndGet();
      owner.wake();
    }
  }

  private void rethrow() throws InterruptedException {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case InterruptedException e -> throw e;
      case Throwable e -> throw new IllegalStateException("a batch failed", e);
    }
  }
}

package io.llmcallgateway.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The requests in flight. A stop waits for them and interrupts the rest after its deadline.
public final class ActiveRequests {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /// Returns false if the gateway is stopping. Otherwise `leave` must follow on the same thread.
  boolean enter() {
    threads.add(Thread.currentThread());
    if (!stopping) return true;
    leave();
    return false;
  }

  void leave() {
    threads.remove(Thread.currentThread());
    if (stopping && threads.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /// Admits no further request, waits for those in flight and interrupts the rest. Returns true if
  /// all have ended in time.
  synchronized boolean drain(Duration patience) throws InterruptedException {
    stopping = true;
    if (await(patience)) return true;
    for (var thread : threads) thread.interrupt();
    await(Duration.ofSeconds(2)); // for the answers to their clients
    return false;
  }

  private synchronized boolean await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!threads.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) return false;
      wait(left);
    }
    return true;
  }
}

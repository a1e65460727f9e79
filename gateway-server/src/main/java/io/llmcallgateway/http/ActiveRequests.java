package io.llmcallgateway.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The requests being served, so that a stop can wait for them and, past its deadline, cut them.
public final class ActiveRequests {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /// False when the gateway is stopping. Otherwise `leave` must follow on the same thread.
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

  /// Lets nobody in any more and waits for those inside; interrupts the rest. True when all had
  /// ended in time.
  synchronized boolean drain(Duration patience) throws InterruptedException {
    stopping = true;
    if (await(patience)) return true;
    for (var thread : threads) thread.interrupt();
    await(Duration.ofSeconds(2)); // to tell their clients
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

package io.llmcallgateway.upstream;

import java.util.concurrent.locks.LockSupport;

/// Wakes the thread that owns it, the one that made it. Any thread may call `wake`; only the owner
/// may call `await`. A wake-up before the wait is kept; several wake-ups count as one.
public final class WakeSignal {
  private final Thread owner;
  private volatile boolean woken;

  /// Makes a signal owned by the current thread.
  public WakeSignal() {
    owner = Thread.currentThread();
  }

  /// Wakes the owner, now or when it next waits.
  public void wake() {
    woken = true;
    LockSupport.unpark(owner);
  }

  /// Waits for a wake-up, at most `nanos`. Returns true if woken, false if the time was up.
  public boolean await(long nanos) throws InterruptedException {
    if (woken) {
      woken = false;
      return true;
    }
    long end = System.nanoTime() + nanos;
    while (!woken) {
      long left = end - System.nanoTime();
      if (left <= 0) return false;
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) throw new InterruptedException();
    }
    woken = false;
    return true;
  }
}

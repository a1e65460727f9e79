package io.llmcallgateway.upstream;

import java.util.concurrent.locks.LockSupport;

/// Bell that a call's thread waits on: anybody may ring it, only its owner waits. A ring before the
/// wait is kept, several rings are one.
public final class WakeSignal {
  private final Thread owner;
  private volatile boolean rung;

  /// A bell of the current thread.
  public WakeSignal() {
    owner = Thread.currentThread();
  }

  public void ring() {
    rung = true;
    LockSupport.unpark(owner);
  }

  /// Waits for a ring, at most `nanos`. True when it rang, false when the time was up.
  public boolean await(long nanos) throws InterruptedException {
    if (rung) {
      rung = false;
      return true;
    }
    long end = System.nanoTime() + nanos;
    while (!rung) {
      long left = end - System.nanoTime();
      if (left <= 0) return false;
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) throw new InterruptedException();
    }
    rung = false;
    return true;
  }
}

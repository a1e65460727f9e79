package io.llmcallgateway.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for a condition that another thread brings about, and fails the test after a while.
public final class Await {
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private Await() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    until(what, PATIENCE, condition);
  }

  public static void until(String what, Duration patience, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }
}

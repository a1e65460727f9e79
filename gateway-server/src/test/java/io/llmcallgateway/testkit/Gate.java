package io.llmcallgateway.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A point in a script that waits until the test opens it.
public final class Gate {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CompletableFuture<Void> released = new CompletableFuture<>();

  /// Lets the script go on, now or when it gets here.
  public void release() {
    released.complete(null);
  }

  /// Waits for the script to get here; fails the test when it does not within ten seconds.
  public void awaitReached() throws InterruptedException {
    if (!reached.await(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the script did not get to the gate within " + Await.PATIENCE);
    }
  }

  public boolean awaitReached(Duration patience) throws InterruptedException {
    return reached.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  CompletableFuture<Void> reach() {
    reached.countDown();
    return released;
  }
}

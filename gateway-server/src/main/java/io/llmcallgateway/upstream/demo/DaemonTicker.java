package io.llmcallgateway.upstream.demo;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/// Real time: one thread that does not keep the process alive rings all bells.
final class DaemonTicker implements Ticker, AutoCloseable {
  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("demo-ticker").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  DaemonTicker() {
    alarms.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public Alarm at(long time, Runnable action) {
    var alarm = alarms.schedule(action, time - System.nanoTime(), NANOSECONDS);
    return () -> alarm.cancel(false);
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}

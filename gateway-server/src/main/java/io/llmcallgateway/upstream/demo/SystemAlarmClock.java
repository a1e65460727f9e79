package io.llmcallgateway.upstream.demo;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/// An alarm clock on the system's time. One daemon thread runs all actions.
final class SystemAlarmClock implements AlarmClock, AutoCloseable {
  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("demo-alarms").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  SystemAlarmClock() {
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

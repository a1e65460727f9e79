package io.llmcallgateway.upstream.demo;

import java.util.ArrayList;
import java.util.List;

/// Time that moves when the test says so.
final class ManualAlarmClock implements AlarmClock {
  private record Pending(long time, Runnable action) {}

  private final List<Pending> pending = new ArrayList<>();
  private long now = 1_000_000_007L;

  @Override
  public long now() {
    return now;
  }

  @Override
  public Alarm at(long time, Runnable action) {
    var alarm = new Pending(time, action);
    pending.add(alarm);
    return () -> pending.remove(alarm);
  }

  int pending() {
    return pending.size();
  }

  void advance(long nanos) {
    now += nanos;
    var due = pending.stream().filter(alarm -> alarm.time() <= now).toList();
    pending.removeAll(due);
    due.forEach(alarm -> alarm.action().run());
  }
}

package io.llmcallgateway.upstream.demo;

/// A clock that runs actions at set times. It paces answers.
interface AlarmClock {
  /// Returns the time in nanoseconds, as `System.nanoTime` does.
  long now();

  /// Runs an action at a time, on a thread of the clock; it must not block.
  Alarm at(long time, Runnable action);

  /// An action that is due later and may be cancelled.
  interface Alarm {
    void cancel();
  }
}

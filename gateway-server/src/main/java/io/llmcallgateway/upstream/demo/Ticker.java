package io.llmcallgateway.upstream.demo;

/// A clock that can also ring: what paced answers go by.
interface Ticker {
  /// As `System.nanoTime`.
  long now();

  /// Runs `action` once that time has come, on a thread of its own; it must not block.
  Alarm at(long time, Runnable action);

  /// Work that has been asked for and may be called off.
  interface Alarm {
    void cancel();
  }
}

package io.llmcallgateway.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands until a test moves it.
final class TestClock implements InstantSource {
  private volatile Instant now;

  TestClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(String time) {
    now = Instant.parse(time);
  }

  void forward(Duration by) {
    now = now.plus(by);
  }
}

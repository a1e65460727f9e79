package io.llmcallgateway.logging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands until a test moves it.
public final class TestClock implements InstantSource {
  private volatile Instant now;

  public TestClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void set(String time) {
    now = Instant.parse(time);
  }

  public void forward(Duration by) {
    now = now.plus(by);
  }
}

package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.Secret;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;

/// The three log files: system, error and interactions.
public final class Logs implements AutoCloseable {
  private Logs() {}

  public static Logs open(LogSettings settings, InstantSource clock, ZoneId zone) {
    return new Logs();
  }

  public InteractionLog interactions() {
    return _ -> {};
  }

  /// Values that are masked wherever they turn up in a message. Replaces the ones given before.
  public void hide(Collection<Secret> secrets) {}

  /// Lines that were lost: queues full or the disk failing.
  public long dropped() {
    return 0;
  }

  /// Waits until all that was handed over is on disk.
  public void flush() {}

  @Override
  public void close() {
    flush();
  }
}

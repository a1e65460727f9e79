package io.llmcallgateway.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of the things that the journal's thread does again and again. A failure, an `Error` too,
/// ends neither the thread nor the other duties: the duty rests for a second and is tried again.
/// One thread, but for `trouble`.
final class Duty {
  private static final Logger LOG = LoggerFactory.getLogger(Duty.class);
  private static final long REST_NANOS = 1_000_000_000;
  private static final long QUIET_NANOS = 60_000_000_000L; // between two lines of the log

  /// Failures in a row that make a trouble of it.
  private static final int TROUBLE = 3;

  private final String name;
  private int failures;
  private long restsUntil = System.nanoTime();
  private long toldAt = System.nanoTime() - QUIET_NANOS;
  private volatile @Nullable String trouble;

  /// @param name of what could not be done, for the log
  Duty(String name) {
    this.name = name;
  }

  /// Work that says whether there is more of it at once.
  interface Work {
    boolean run() throws IOException;
  }

  /// Learns why work failed, and says whether to go on at once.
  interface Recovery {
    boolean failed(Throwable cause, int failures) throws IOException;
  }

  boolean run(Work work) {
    return run(work, (_, _) -> false);
  }

  /// Does the work, unless it rests. Says whether there is more to do at once.
  boolean run(Work work, Recovery recovery) {
    if (System.nanoTime() - restsUntil < 0) return false;
    try {
      boolean more = work.run();
      failures = 0;
      trouble = null;
      return more;
    } catch (IOException | RuntimeException | Error e) {
      return failed(e, recovery);
    }
  }

  private boolean failed(Throwable cause, Recovery recovery) {
    failures++;
    boolean goesOn = false;
    try {
      goesOn = recovery.failed(cause, failures);
    } catch (IOException | RuntimeException | Error e) {
      cause.addSuppressed(e);
    }
    if (goesOn) return true;
    if (failures >= TROUBLE) trouble = name + ": " + cause;
    if (failures == 1 || System.nanoTime() - toldAt > QUIET_NANOS) {
      LOG.error("{}", name, cause);
      toldAt = System.nanoTime();
    }
    restsUntil = System.nanoTime() + REST_NANOS;
    return false;
  }

  /// Why the duty has not been done for a while; null where it is done. Any thread.
  @Nullable String trouble() {
    return trouble;
  }
}

package io.llmcallgateway.logging.archive;

import java.util.concurrent.TimeUnit;

/// Decides how long the archiver rests after a stretch of work.
@FunctionalInterface
public interface Throttle {
  /// Takes 1 % of a core for one file that waits to be compressed, and more with each further one,
  /// up to all of it from a hundred on: compression does not fall behind for ever, whatever the
  /// gateway logs.
  Throttle BY_BACKLOG =
      (workedNanos, waiting) -> TimeUnit.NANOSECONDS.sleep(restFor(workedNanos, waiting));

  /// Rests for a stretch of work.
  ///
  /// @param waiting files that wait to be compressed, with the one under way
  void rest(long workedNanos, int waiting) throws InterruptedException;

  /// The rest that leaves a share of `waiting` hundredths of the time for work.
  static long restFor(long workedNanos, int waiting) {
    int share = Math.clamp(waiting, 1, 100);
    return workedNanos * (100 - share) / share;
  }
}

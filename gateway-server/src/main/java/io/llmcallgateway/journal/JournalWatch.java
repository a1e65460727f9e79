package io.llmcallgateway.journal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that looks after the journal's files while another one moves records: it writes down
/// calls that have been under way for a while, and notices files that were removed.
final class JournalWatch {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWatch.class);
  private static final long PERIOD_MILLIS = 100;
  private static final int LOOK_AFTER = 10; // periods
  private static final long NOTICE_NANOS = 600_000_000_000L;

  private final Spool spool;
  private final BegunCalls begun;
  private final SpoolDrainer drainer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("journal-watch").unstarted(this::run);
  private volatile long removedAt;
  private long removed;

  JournalWatch(Spool spool, BegunCalls begun, SpoolDrainer drainer) {
    this.spool = spool;
    this.begun = begun;
    this.drainer = drainer;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      for (int n = 1; !closing.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS); n++) {
        look(n % LOOK_AFTER == 0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody does; the thread is a daemon
    }
  }

  private void look(boolean files) {
    try {
      begun.writeDue();
      if (files) check();
    } catch (RuntimeException | Error e) {
      LOG.error("the journal was not looked after, the next look is soon", e);
    }
  }

  private void check() {
    boolean _ = spool.check();
    boolean _ = begun.check();
    long now = spool.removedFiles() + drainer.removedStores();
    if (now != removed) removedAt = System.nanoTime() | 1;
    removed = now;
  }

  /// See `Journal.notice`.
  @Nullable String notice() {
    long at = removedAt;
    if (at == 0 || System.nanoTime() - at > NOTICE_NANOS) return null;
    return "files of the journal were removed while it ran and have been made anew: earlier records"
        + " may be gone";
  }

  void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

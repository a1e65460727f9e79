package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that moves the spool into the store, makes texts findable and sweeps out what is old.
/// It looks ten times a second, so that no caller has to wake it, and so that many calls share a
/// transaction: what a batch costs by itself is most of what a few calls cost. No failure ends it.
final class SpoolDrainer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolDrainer.class);
  private static final long POLL_NANOS = 100_000_000;
  private static final long SOON_NANOS = 1_000_000; // a frame is just being written
  private static final int INDEX_BATCH = 2_000;

  /// Texts wait for others, since one of a batch of a thousand costs three quarters of what it
  /// costs in one of 250; the first after a pause does not.
  private static final int FEW_TEXTS = 1_000;

  private static final long TEXT_NANOS = 500_000_000;
  private static final long SWEEP_MILLIS = 60_000;
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final long REOPEN_NANOS = 10_000_000_000L;
  private static final long REPORT_MILLIS = 10_000;

  /// After so long without a sign the thread is taken for stuck: the database gives up after ten
  /// seconds.
  private static final long STUCK_NANOS = 60_000_000_000L;

  private final Spool spool;
  private final BatchTransfer transfer;
  private final Quarantine quarantine;
  private final StoreOpener opener;
  private final JournalPolicy policy;
  private final InstantSource clock;
  private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<DeleteRequest> toForget = new ConcurrentLinkedQueue<>();
  private final Duty moving = new Duty("records wait in the spool: the store could not take them");
  private final Duty forgetting = new Duty("calls could not be deleted from the journal");
  private final Duty indexing = new Duty("texts of calls could not be made findable");
  private final Duty sweeping = new Duty("what is old could not be deleted from the journal");
  private final LongAdder removedStores = new LongAdder();
  private final Thread thread = Thread.ofPlatform().name("journal").unstarted(this);
  private volatile boolean stopping;
  private volatile @Nullable String notOpen;
  private volatile long signAt;
  private long unindexed = INDEX_BATCH; // perhaps, by an earlier run
  private long indexedAt = System.nanoTime() - TEXT_NANOS;
  private long lookedAt = System.nanoTime();
  private long nextSweep;
  private long nextReport;
  private long reportedShed;

  SpoolDrainer(
      Spool spool,
      BatchTransfer transfer,
      Quarantine quarantine,
      StoreOpener opener,
      JournalPolicy policy,
      InstantSource clock) {
    this.spool = spool;
    this.transfer = transfer;
    this.quarantine = quarantine;
    this.opener = opener;
    this.policy = policy;
    this.clock = clock;
  }

  /// Synchronized, since a gateway may be stopped while it starts.
  synchronized void start() {
    if (thread.getState() != Thread.State.NEW) return;
    signAt = System.nanoTime();
    thread.start();
  }

  /// Why records do not come into the store; null where they do, or the thread has not begun.
  @Nullable String trouble() {
    var known = notOpen;
    if (known == null) known = moving.trouble();
    if (known != null || !thread.isAlive()) return known;
    long seconds = (System.nanoTime() - signAt) / 1_000_000_000;
    if (seconds < STUCK_NANOS / 1_000_000_000) return null;
    return "records wait in the spool: the journal's thread has been stuck for " + seconds + " s";
  }

  /// Databases that were removed while they were open.
  long removedStores() {
    return removedStores.sum();
  }

  /// Released once what was appended before this call is in the store.
  CountDownLatch settled() {
    var waiter = new Waiter(spool.written(), new CountDownLatch(1));
    waiting.add(waiter); // before it is looked: a batch that is moved meanwhile then releases it
    if (spool.moved() >= waiter.written()) release();
    else LockSupport.unpark(thread);
    return waiter.latch();
  }

  /// Deletes the bodies and texts of a call, in its turn.
  DeleteRequest forget(CallId id) {
    var request = new DeleteRequest(id);
    toForget.add(request);
    LockSupport.unpark(thread);
    return request;
  }

  /// Somebody who waits for the first bytes of all to be moved.
  private record Waiter(long written, CountDownLatch latch) {}

  /// Moves all that is there and ends.
  void stop() {
    stopping = true;
    start();
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true; // what is to be moved is moved first
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  @Override
  public void run() {
    for (boolean again = true; again; ) {
      var store = open();
      if (store == null) return;
      try {
        again = serve(store);
      } catch (RuntimeException | Error e) {
        LOG.error("the journal's thread failed, it begins anew", e);
        again = !stopping;
      } finally {
        close(store);
      }
    }
  }

  /// Tries until it works; null where the gateway stops before.
  private @Nullable CallStore open() {
    while (true) {
      signAt = System.nanoTime();
      try {
        var store = opener.open();
        notOpen = null;
        return store;
      } catch (RuntimeException | Error e) { // the latter where machine code cannot be loaded
        notOpen = e.getMessage() == null ? e.toString() : e.getMessage();
        LOG.error("records wait in the spool: the store does not open", e);
        if (stopping) return null;
        LockSupport.parkNanos(REOPEN_NANOS);
      }
    }
  }

  private static void close(CallStore store) {
    try {
      store.close();
    } catch (RuntimeException | Error e) {
      LOG.error("the journal's store did not close cleanly", e);
    }
  }

  /// Works until the gateway stops. Says true where the store is to be opened anew.
  private boolean serve(CallStore store) {
    while (true) {
      boolean last = stopping;
      signAt = System.nanoTime();
      boolean more = moving.run(() -> move(store, last), (e, n) -> failed(store, e, n));
      if (isRemoved(store)) return true;
      forgetting.run(() -> forgetSome(store));
      if (last) return false;
      more |= indexing.run(() -> index(store));
      sweeping.run(() -> sweep(store));
      report();
      if (!more) LockSupport.parkNanos(waiting.isEmpty() ? POLL_NANOS : SOON_NANOS);
    }
  }

  private boolean move(CallStore store, boolean all) throws IOException {
    long before = transfer.moved();
    try {
      return transfer.move(store, all);
    } finally {
      unindexed += transfer.moved() - before;
      release();
    }
  }

  private boolean failed(CallStore store, Throwable cause, int failures) throws IOException {
    boolean goesOn = transfer.failed(store, cause, failures);
    release();
    return goesOn;
  }

  private void release() {
    long moved = spool.moved();
    waiting.removeIf(
        waiter -> {
          if (waiter.written() > moved) return false;
          waiter.latch().countDown();
          return true;
        });
  }

  /// Looks once a second, and says whether the store's files were removed.
  private boolean isRemoved(CallStore store) {
    long now = System.nanoTime();
    if (!transfer.lostStore() && now - lookedAt < LOOK_NANOS) return false;
    lookedAt = now;
    try {
      if (!transfer.lostStore() && !store.isRemoved()) return false;
    } catch (RuntimeException | Error e) {
      LOG.debug("the store cannot be looked at", e); // what it cannot do, it says elsewhere
      return false;
    }
    transfer.reopened();
    removedStores.increment();
    LOG.error("ALERT: the journal's database was removed while it was open; a new one is made");
    return true;
  }

  private boolean forgetSome(CallStore store) {
    for (var next = toForget.poll(); next != null; next = toForget.poll()) next.run(store);
    return false;
  }

  /// Says whether there is more to do at once.
  private boolean index(CallStore store) {
    long now = System.nanoTime();
    boolean due = unindexed >= FEW_TEXTS || now - indexedAt >= TEXT_NANOS;
    if (unindexed == 0 || !due) return false;
    int indexed = store.index(INDEX_BATCH);
    boolean more = indexed == INDEX_BATCH;
    unindexed = more ? Math.max(FEW_TEXTS, unindexed - indexed) : 0;
    indexedAt = System.nanoTime();
    return more;
  }

  private boolean sweep(CallStore store) throws IOException {
    long now = clock.millis();
    if (now < nextSweep) return false;
    var retention = policy.retention();
    if (store.sweep(retention, now)) return false; // goes on with the next round
    quarantine.sweep(retention.payloads(), now);
    nextSweep = now + SWEEP_MILLIS;
    return false;
  }

  private void report() {
    long shed = spool.shedRecords() + spool.shedPayloads();
    long now = clock.millis();
    if (shed == reportedShed || now < nextReport) return;
    LOG.atWarn()
        .addKeyValue("records", spool.shedRecords())
        .addKeyValue("payloads", spool.shedPayloads())
        .log("ALERT: the spool is full, records of calls were shed");
    reportedShed = shed;
    nextReport = now + REPORT_MILLIS;
  }
}

package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that moves the spool into the store in batches, makes text findable and sweeps
/// out what is old. It looks ten times a second, so that no caller has to wake it, and so that many
/// calls share a transaction: what a batch costs by itself is most of what a few calls cost.
final class SpoolDrainer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolDrainer.class);
  private static final long POLL_NANOS = 100_000_000;
  private static final long SOON_NANOS = 1_000_000; // a frame is just being written
  private static final int MOST_BATCHES = 4; // then the index gets its turn
  private static final int INDEX_BATCH = 2_000;

  /// Texts wait for others, since one of a batch of a thousand costs three quarters of what it
  /// costs in one of 250; the first after a pause does not.
  private static final int FEW_TEXTS = 1_000;

  private static final long TEXT_NANOS = 500_000_000;
  private static final long SWEEP_MILLIS = 60_000;
  private static final long RETRY_NANOS = 1_000_000_000;
  private static final long REOPEN_NANOS = 10_000_000_000L;
  private static final long REPORT_MILLIS = 10_000;

  private final Spool spool;
  private final Supplier<CallStore> opening;
  private final Function<EndedCall, CallRecord> completing;
  private final Supplier<Retention> retention;
  private final InstantSource clock;
  private final CountDownLatch replayed = new CountDownLatch(1);
  private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<DeleteRequest> toForget = new ConcurrentLinkedQueue<>();
  private final List<Consumer<List<CallRecord>>> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder moved = new LongAdder();
  private final LongAdder skippedBytes = new LongAdder();
  private final Thread thread = Thread.ofPlatform().name("journal").unstarted(this);
  private @Nullable SpoolReader reader;
  private @Nullable SpoolFile reading;
  private volatile boolean stopping;
  private volatile @Nullable String trouble;
  private volatile boolean texts; // are told to listeners
  private long counted;
  private long unindexed = INDEX_BATCH; // perhaps, by an earlier run
  private long indexedAt = System.nanoTime() - TEXT_NANOS;
  private long nextSweep;
  private long nextReport;
  private long reportedShed;

  /// @param opening opens the store, on this thread
  /// @param completing estimates and prices what was not on the way of the call
  SpoolDrainer(
      Spool spool,
      Supplier<CallStore> opening,
      Function<EndedCall, CallRecord> completing,
      Supplier<Retention> retention,
      InstantSource clock) {
    this.spool = spool;
    this.opening = opening;
    this.completing = completing;
    this.retention = retention;
    this.clock = clock;
  }

  /// Synchronized, since a gateway may be stopped while it starts.
  synchronized void start() {
    if (thread.getState() == Thread.State.NEW) thread.start();
  }

  /// Released once what earlier runs left is in the store.
  CountDownLatch replayed() {
    return replayed;
  }

  /// Why the store does not open; null where it does, or was not tried yet.
  @Nullable String trouble() {
    return trouble;
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
    var forgetting = new DeleteRequest(id);
    toForget.add(forgetting);
    LockSupport.unpark(thread);
    return forgetting;
  }

  /// Tells a listener of each batch that the store has taken.
  void listen(Consumer<List<CallRecord>> listener, boolean withTexts) {
    if (withTexts) texts = true;
    listeners.add(listener);
  }

  private void tell(List<CallRecord> calls) {
    for (var listener : listeners) {
      try {
        listener.accept(calls);
      } catch (RuntimeException e) {
        LOG.error("{} calls were not told on, they are kept all the same", calls.size(), e);
      }
    }
  }

  private void forgetSome(CallStore store) {
    for (var next = toForget.poll(); next != null; next = toForget.poll()) next.run(store);
  }

  /// Somebody who waits for the first bytes of all to be moved.
  private record Waiter(long written, CountDownLatch latch) {}

  long moved() {
    return moved.sum();
  }

  long skippedBytes() {
    return skippedBytes.sum();
  }

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
    var store = open();
    if (store == null) return;
    try {
      move(store);
    } finally {
      store.close();
    }
  }

  /// Tries until it works; null where the gateway stops before.
  private @Nullable CallStore open() {
    while (true) {
      try {
        var store = opening.get();
        trouble = null;
        return store;
      } catch (RuntimeException
          | LinkageError e) { // the latter where machine code cannot be loaded
        trouble = e.getMessage() == null ? e.toString() : e.getMessage();
        LOG.error("records wait in the spool: the store does not open", e);
        if (stopping) return null;
        LockSupport.parkNanos(REOPEN_NANOS);
      }
    }
  }

  private void move(CallStore store) {
    boolean last;
    do {
      last = stopping;
      boolean more = round(store, last);
      if (!last && !more) LockSupport.parkNanos(waiting.isEmpty() ? POLL_NANOS : SOON_NANOS);
    } while (!last);
    closeReader();
  }

  /// Says whether there is more to do at once.
  private boolean round(CallStore store, boolean last) {
    try {
      boolean more = moveSome(store, last);
      forgetSome(store);
      if (!last) more |= index(store);
      if (!last) sweep(store);
      report();
      return more;
    } catch (IOException | RuntimeException e) {
      LOG.error("records wait in the spool: the store could not take them", e);
      closeReader(); // begins again where the store has come to
      if (!last) LockSupport.parkNanos(RETRY_NANOS);
      return false;
    }
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

  /// Moves some batches, or all where it is the last time. Says whether more wait.
  private boolean moveSome(CallStore store, boolean all) throws IOException {
    int batches = 0;
    var files = spool.waiting();
    for (var file : files) {
      boolean latest = file == files.getLast();
      if (latest) replayed.countDown();
      while (all || batches++ < MOST_BATCHES) {
        boolean complete = file.complete(); // asked first: what is missing then stays missing
        var from = open(store, file);
        long skipped = from.skipped();
        var batch = new SpoolBatch(from, file.number(), complete, completing, texts);
        if (!batch.isEmpty()) {
          store.add(batch);
          skippedBytes.add(from.skipped() - skipped);
          moved.add(batch.read().size());
          unindexed += batch.read().size();
          spool.moved(batch.bytes());
          release();
          tell(batch.read());
        }
        if (!batch.end()) continue;
        if (!complete) return false;
        if (!latest || all) finish(file);
        break;
      }
      if (!all && batches >= MOST_BATCHES) return true;
    }
    return false;
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

  private SpoolReader open(CallStore store, SpoolFile file) throws IOException {
    var open = reader;
    if (open != null && reading == file) return open;
    closeReader();
    var position = store.position();
    long offset = position.file() == file.number() ? position.offset() : 0;
    if (counted != file.number()) spool.moved(offset); // by an earlier run
    counted = file.number();
    open = new SpoolReader(file.path(), offset);
    reader = open;
    reading = file;
    return open;
  }

  private void finish(SpoolFile file) throws IOException {
    closeReader();
    spool.remove(file);
  }

  private void closeReader() {
    var open = reader;
    reader = null;
    reading = null;
    if (open == null) return;
    try {
      open.close();
    } catch (IOException e) {
      LOG.debug("a spool file did not close cleanly", e);
    }
  }

  private void sweep(CallStore store) {
    long now = clock.millis();
    if (now < nextSweep) return;
    if (!store.sweep(retention.get(), now)) nextSweep = now + SWEEP_MILLIS;
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

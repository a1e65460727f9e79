package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves calls from the spool into the store, batch by batch. A batch that fails again and again
/// while the store takes others is moved call by call, and the call that is at fault is set aside.
/// One thread.
final class BatchTransfer implements BatchObserver {
  private static final Logger LOG = LoggerFactory.getLogger(BatchTransfer.class);
  private static final int MOST_BATCHES = 4; // then other duties get their turn

  /// Failures of a batch before a call is suspected.
  private static final int TRIES = 3;

  private final Spool spool;
  private final BegunCalls begun;
  private final Quarantine quarantine;
  private final CallCompleter completer;
  private final List<CallListener> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch replayed = new CountDownLatch(1);
  private final LongAdder skippedBytes = new LongAdder();
  private final Set<SpoolPosition> setAside = new HashSet<>(); // frames that cannot be read
  private final Map<CallId, EndedCall> killed = new HashMap<>();
  private boolean killedKnown;
  private @Nullable SpoolReader reader;
  private @Nullable SpoolFile reading;
  private @Nullable SpoolBatch latest;
  private @Nullable SpoolPosition next; // null: where the store has come to
  private long counted;
  private long moved;
  private int most = SpoolBatch.MOST;
  private boolean lostStore;

  BatchTransfer(Spool spool, BegunCalls begun, Quarantine quarantine, CallCompleter completer) {
    this.spool = spool;
    this.begun = begun;
    this.quarantine = quarantine;
    this.completer = completer;
  }

  void listen(CallListener listener) {
    listeners.add(listener);
  }

  /// Released once what earlier runs left is in the store.
  CountDownLatch replayed() {
    return replayed;
  }

  long skippedBytes() {
    return skippedBytes.sum();
  }

  /// Calls moved since the start. Only of use to the moving thread.
  long moved() {
    return moved;
  }

  /// Moves some batches, or all. Says whether more wait.
  boolean move(CallStore store, boolean all) throws IOException {
    if (!killedKnown) killed.putAll(begun.killed());
    killedKnown = true;
    int batches = 0;
    var files = spool.waiting();
    for (var file : files) {
      boolean last = file == files.getLast();
      if (last) caughtUp();
      while (all || batches++ < MOST_BATCHES) {
        boolean complete = file.complete(); // asked first: what is missing then stays missing
        var reader = open(store, file);
        var batch = new SpoolBatch(reader, file, complete, completer, this, needsTexts(), most);
        latest = batch;
        if (!batch.isEmpty()) store(store, batch);
        latest = null;
        if (lostStore) return false;
        if (!batch.end()) continue;
        if (!complete) return false;
        if (!last || all) finish(file);
        break;
      }
      if (!all && batches >= MOST_BATCHES) return true;
    }
    return false;
  }

  private void store(CallStore store, SpoolBatch batch) throws IOException {
    store.add(batch);
    lostStore = store.isRemoved();
    if (lostStore) {
      closeReader(); // the batch is read again for the next store
      return;
    }
    next = batch.position();
    skippedBytes.add(batch.skipped());
    moved += batch.read().size();
    most = Math.min(SpoolBatch.MOST, most * 2);
    spool.moved(batch.bytes());
    if (!batch.read().isEmpty()) tell(batch.read());
  }

  private boolean needsTexts() {
    for (var listener : listeners) if (listener.needsTexts()) return true;
    return false;
  }

  private void tell(List<EndedCall> calls) {
    for (var listener : listeners) {
      try {
        listener.stored(calls);
      } catch (RuntimeException | Error e) {
        LOG.error("{} calls were not told on, they are kept all the same", calls.size(), e);
      }
    }
  }

  @Override
  public void storing(List<EndedCall> calls) {
    begun.storing(calls);
    if (!killed.isEmpty()) for (var call : calls) killed.remove(call.record().id());
  }

  /// A frame that was set aside is met again where its batch fails.
  @Override
  public void frame(byte[] frame) {
    var at = reading == null || reader == null ? null : position(reading, reader);
    if (at == null || !setAside.add(at)) return;
    try {
      quarantine.add(frame, "It cannot be read: another version of the gateway wrote it.");
    } catch (IOException e) {
      LOG.error("a call cannot be read, nor set aside", e);
    }
  }

  private static SpoolPosition position(SpoolFile file, SpoolReader reader) {
    return new SpoolPosition(file.number(), reader.position());
  }

  /// All that earlier runs left has been moved: what had begun and has not ended by now was cut by
  /// a kill.
  private void caughtUp() throws IOException {
    if (replayed.getCount() == 0) return;
    for (var call : killed.values()) spool.append(call);
    if (!killed.isEmpty()) LOG.warn("{} calls were cut when the gateway was killed", killed.size());
    killed.clear();
    begun.forgetKilled();
    replayed.countDown();
  }

  /// True if the store that got the latest batch is not there any more.
  boolean lostStore() {
    return lostStore;
  }

  /// The next store goes on where this one was, not where the next says that it is.
  void reopened() {
    lostStore = false;
    closeReader();
  }

  /// Finds out why the latest batch failed, after so many failures in a row. Says whether to go on
  /// at once.
  boolean failed(CallStore store, Throwable cause, int failures) throws IOException {
    var batch = latest;
    latest = null;
    closeReader();
    next = null;
    boolean known = most < SpoolBatch.MOST; // a call is being looked for
    if (batch == null || (failures < TRIES && !known) || !works(store)) return false;
    if (most > 1) {
      most = 1;
      return true;
    }
    quarantine.add(
        batch.file().bytes(batch.begin(), batch.bytes()), "It cannot be stored: " + cause);
    store.add(CallBatch.of(List.of(), batch.position()));
    spool.moved(batch.bytes());
    return true;
  }

  /// True if the store takes a batch without calls.
  private static boolean works(CallStore store) {
    try {
      store.add(CallBatch.of(List.of(), store.position()));
      return true;
    } catch (RuntimeException | Error e) {
      LOG.debug("the store takes nothing", e);
      return false;
    }
  }

  private SpoolReader open(CallStore store, SpoolFile file) throws IOException {
    var open = reader;
    if (open != null && reading == file) return open;
    closeReader();
    var position = next == null ? store.position() : next;
    next = position;
    long offset = position.file() == file.number() ? position.offset() : 0;
    if (counted != file.number()) spool.moved(offset); // by an earlier run
    counted = file.number();
    open = file.reader(offset);
    reader = open;
    reading = file;
    return open;
  }

  private void finish(SpoolFile file) throws IOException {
    closeReader();
    spool.remove(file);
  }

  void closeReader() {
    reader = null;
    reading = null;
  }
}

package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps one record of each accepted call: masks it, spools it and has it moved into the store. A
/// call that a killed process cut gets its record at the next start. Thread-safe.
public final class Journal implements CallJournal, RunningCalls, AutoCloseable {
  private final Spool spool;
  private final BegunCalls begun;
  private final Quarantine quarantine;
  private final BatchTransfer transfer;
  private final SpoolDrainer drainer;
  private final JournalWatch watch;
  private final JournalPolicy policy;
  private final RedactionQueue redacting;
  private final InstantSource clock;

  /// The folder of the spool below `DATA_DIR`.
  public static Path spoolFolder(Path dataDir) {
    return dataDir.resolve("spool");
  }

  /// Takes over what an earlier run left. Calls can be appended at once.
  ///
  /// @param spoolLimit what may wait for the store, in bytes
  public static Journal open(
      Path dataDir,
      long spoolLimit,
      StoreOpener opener,
      CallCompleter completer,
      JournalPolicy policy,
      InstantSource clock)
      throws IOException {
    return new Journal(dataDir, spoolLimit, opener, completer, policy, clock);
  }

  private Journal(
      Path dataDir,
      long spoolLimit,
      StoreOpener opener,
      CallCompleter completer,
      JournalPolicy policy,
      InstantSource clock)
      throws IOException {
    this.policy = policy;
    this.clock = clock;
    var folder = spoolFolder(dataDir);
    begun = new BegunCalls(folder, policy, clock);
    spool = new Spool(folder, spoolLimit, clock);
    quarantine = new Quarantine(dataDir, clock);
    transfer = new BatchTransfer(spool, begun, quarantine, completer);
    drainer = new SpoolDrainer(spool, transfer, quarantine, opener, policy, clock);
    watch = new JournalWatch(spool, begun, drainer);
    redacting =
        new RedactionQueue(
            new RedactionQueue.Receiver() {
              @Override
              public void redacted(EndedCall call) {
                write(call);
              }

              @Override
              public void shed(EndedCall call) {
                spool.shedPayloads(call);
              }
            });
    watch.start();
  }

  /// Has each call told to a listener, redacted and priced, once it is in the store: each one once,
  /// those of an earlier run that are replayed too. To be called before `start`.
  public void listen(CallListener listener) {
    transfer.listen(listener);
  }

  /// Begins to move calls into the store. Until then they wait in the spool.
  public void start() {
    drainer.start();
  }

  /// Notes that a call has begun, by an entry in a map. If it is still under way a fraction of a
  /// second later, it is written down for the case that the process is killed.
  @Override
  public void begin(ActiveCall call) {
    begun.begin(call);
  }

  /// Writes a call's record to the spool. Waits for no lock, no database and no disk; a call that
  /// finds no room is counted as shed. Where there are rules of redaction they are applied first,
  /// on a thread of their own where they take time.
  @Override
  public void append(EndedCall call) {
    begun.ended(call.record().id());
    var rules = policy.redaction();
    if (rules.hasRules()) redacting.append(rules.withoutSecrets(call), rules);
    else write(rules.withoutSecrets(call));
  }

  private void write(EndedCall call) {
    if (!spool.append(call)) begun.shed(call);
  }

  @Override
  public int count() {
    return begun.active();
  }

  @Override
  public List<CallRecord> newest(int most) {
    var calls = new ArrayList<CallRecord>();
    for (var active : begun.newest(most)) {
      var call = policy.redaction().begun(active.describe().killed(clock.millis()));
      if (call.listed()) calls.add(call.record());
    }
    return calls;
  }

  /// True if what earlier runs left is in the store.
  public boolean replayed() {
    return !spool.inherited() || transfer.replayed().getCount() == 0;
  }

  /// Why records wait in the spool, which keeps them as long as it has room: the store does not
  /// open, or takes nothing, or the journal's thread is stuck. Null where none of it is so.
  public @Nullable String trouble() {
    return drainer.trouble();
  }

  /// A message for the operator although the journal works: its files were removed a short while
  /// ago. Null where there is none.
  public @Nullable String notice() {
    return watch.notice();
  }

  /// Waits until all that has been appended is in the store; says false where that takes longer.
  public boolean settle(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    if (!redacting.await(most.toNanos())) return false;
    return drainer.settled().await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /// Deletes the bodies and texts of a call that is in the store; returns once they are gone.
  /// Throws a `JournalException` where that cannot be.
  public void forget(CallId id) {
    drainer.forget(id).await();
  }

  /// Records that were lost for want of room.
  public long shedRecords() {
    return spool.shedRecords();
  }

  /// Payloads that were left out for want of room.
  public long shedPayloads() {
    return spool.shedPayloads();
  }

  /// Calls that could not be read or stored and were set aside in `quarantine`.
  public long quarantined() {
    return quarantine.count();
  }

  /// Files of the journal that were removed while they were in use.
  public long removedFiles() {
    return spool.removedFiles() + drainer.removedStores();
  }

  /// Bytes that wait for the store.
  public long waitingBytes() {
    return spool.pending();
  }

  /// Records written since the start.
  public long appended() {
    return spool.appended();
  }

  /// Bytes of the spool that made no sense.
  public long skippedBytes() {
    return transfer.skippedBytes();
  }

  /// Moves all that is there, then ends.
  @Override
  public void close() throws IOException {
    watch.close();
    redacting.close();
    spool.seal();
    drainer.stop();
    spool.close();
    begun.close();
  }
}

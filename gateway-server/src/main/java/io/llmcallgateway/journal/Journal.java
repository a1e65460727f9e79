package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the record of each ended call: masks it, spools it and has it moved into the store.
/// Thread-safe.
public final class Journal implements AutoCloseable {
  private final Spool spool;
  private final SpoolDrainer mover;
  private final Supplier<Redaction> redaction;
  private final RedactionQueue redacting;

  /// The folder of the spool below `DATA_DIR`.
  public static Path spoolFolder(Path dataDir) {
    return dataDir.resolve("spool");
  }

  /// Takes over what an earlier run left. Calls can be appended at once.
  ///
  /// @param opening opens the store, on the journal's own thread, which closes it too
  /// @param spoolLimit what may wait for the store, in bytes
  /// @param completing what is still to be found out about a call, off its way; it may wait, but
  ///   not for long
  public static Journal open(
      Path dataDir,
      long spoolLimit,
      Supplier<CallStore> opening,
      Function<EndedCall, CallRecord> completing,
      Supplier<Redaction> redaction,
      Supplier<Retention> retention,
      InstantSource clock)
      throws IOException {
    var spool = new Spool(spoolFolder(dataDir), spoolLimit, clock);
    var mover = new SpoolDrainer(spool, opening, completing, retention, clock);
    return new Journal(spool, mover, redaction);
  }

  private Journal(Spool spool, SpoolDrainer mover, Supplier<Redaction> redaction) {
    this.spool = spool;
    this.mover = mover;
    this.redaction = redaction;
    this.redacting = new RedactionQueue(spool::append, spool::shedPayloads);
  }

  /// Has each call told to a listener, redacted and priced, once it is in the store: each one once,
  /// those of an earlier run that are replayed too. To be called before `start`. The listener is
  /// called by the journal's one thread, which it must not hold up: it takes what it needs and
  /// hands over to a bounded queue of its own.
  ///
  /// @param texts whether it needs what was said, which is not there otherwise
  public void listen(Consumer<List<CallRecord>> listener, boolean texts) {
    mover.listen(listener, texts);
  }

  /// Begins to move calls into the store. Until then they wait in the spool.
  public void start() {
    mover.start();
  }

  /// Writes a call's record to the spool. Waits for no lock, no database and no disk; a call that
  /// finds no room is counted as shed. Where there are rules of redaction they are applied first,
  /// on a thread of their own where they take time.
  public void append(EndedCall call) {
    var rules = redaction.get();
    if (rules.hasRules()) redacting.append(rules.withoutSecrets(call), rules);
    else spool.append(rules.withoutSecrets(call));
  }

  /// Whether what earlier runs left is in the store.
  public boolean replayed() {
    return !spool.inherited() || mover.replayed().getCount() == 0;
  }

  /// Why the store does not open, so that calls are kept in the spool alone, as long as it has
  /// room; null where it does.
  public @Nullable String trouble() {
    return mover.trouble();
  }

  /// Waits until all that has been appended is in the store; says false where that takes longer.
  public boolean settle(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    if (!redacting.await(most.toNanos())) return false;
    return mover.settled().await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /// Deletes the bodies and texts of a call that is in the store; returns once they are gone.
  /// Throws a `JournalException` where that cannot be.
  public void forget(CallId id) {
    mover.forget(id).await();
  }

  /// Records that were lost for want of room.
  public long shedRecords() {
    return spool.shedRecords();
  }

  /// Payloads that were left out for want of room.
  public long shedPayloads() {
    return spool.shedPayloads();
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
    return mover.skippedBytes();
  }

  /// Moves all that is there, then ends.
  @Override
  public void close() throws IOException {
    redacting.close();
    spool.seal();
    mover.stop();
    spool.close();
  }
}

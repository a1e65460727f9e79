package io.llmcallgateway.journal;

import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.PayloadsState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files in which ended calls wait for the store and which survive a killed process. Appending
/// takes one write and waits for nobody; a file that is full is followed by the next. What finds no
/// room is shed and counted: payloads first, records last.
final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final long FILE_BYTES = 64L << 20;
  private static final long PAUSE_AFTER_FAILURE = 1_000_000_000;

  private final Path folder;
  private final long limit;
  private final Queue<SpoolFile> files = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turning = new ReentrantLock();
  private final AtomicLong written = new AtomicLong(); // bytes, those of earlier runs included
  private final AtomicLong moved = new AtomicLong();
  private final LongAdder appended = new LongAdder();
  private final LongAdder shedRecords = new LongAdder();
  private final LongAdder shedPayloads = new LongAdder();
  private final AtomicLong failedAt = new AtomicLong(); // System.nanoTime, 0 for never
  private final LongAdder removed = new LongAdder();
  private final boolean inherited;
  private volatile SpoolFile current;

  /// Files are numbered by the time of their making, in epoch milliseconds.
  ///
  /// @param limit what may wait, in bytes
  Spool(Path folder, long limit, InstantSource clock) throws IOException {
    this.folder = folder;
    this.limit = limit;
    PrivateFiles.createFolders(folder);
    long last = 0;
    for (var path : files(folder)) {
      last = SpoolFile.number(path);
      files.add(SpoolFile.open(path));
      written.addAndGet(Files.size(path));
    }
    inherited = !files.isEmpty();
    current = SpoolFile.create(folder, Math.max(last + 1, clock.millis()), FILE_BYTES);
    files.add(current);
  }

  /// The files of a spool in their order.
  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (var all = Files.list(folder)) {
      return all.filter(path -> SpoolFile.number(path) > 0)
          .sorted(Comparator.comparingLong(SpoolFile::number))
          .toList();
    }
  }

  /// True if an earlier run left files.
  boolean inherited() {
    return inherited;
  }

  /// Writes a call. Any thread; never throws. Says false where the call was shed.
  boolean append(EndedCall call) {
    long waiting = pending();
    if (waiting > limit || isPausing()) {
      shedRecords.increment();
      return false;
    }
    var kept = call;
    if (waiting > limit / 4 * 3 && !call.payloads().isEmpty()) {
      shedPayloads.add(call.payloads().size());
      kept = new EndedCall(shed(call.record()), List.of(), call.listed());
    }
    try {
      append(SpoolFrame.write(kept));
      appended.increment();
      return true;
    } catch (IOException e) {
      shedRecords.increment();
      failedAt.set(System.nanoTime() | 1);
      LOG.error("the record of a call could not be written below {}", folder, e);
    } catch (RuntimeException | StackOverflowError e) {
      shedRecords.increment();
      LOG.error("the record of call {} could not be written", call.record().id().shortId(), e);
    }
    return false;
  }

  static CallRecord shed(CallRecord record) {
    return record.withPayloads(PayloadsState.SHED);
  }

  private boolean isPausing() {
    long failed = failedAt.get();
    return failed != 0 && System.nanoTime() - failed < PAUSE_AFTER_FAILURE;
  }

  private void append(byte[] frame) throws IOException {
    while (true) {
      var file = current;
      if (file.append(frame)) {
        written.addAndGet(frame.length);
        return;
      }
      turn(file);
    }
  }

  private void turn(SpoolFile full) throws IOException {
    turning.lock();
    try {
      if (current != full) return;
      var next = SpoolFile.create(folder, full.number() + 1, FILE_BYTES);
      files.add(next);
      current = next;
    } finally {
      turning.unlock();
    }
  }

  /// Looks whether the file that is written to was removed, and goes on with another one if so.
  /// Says whether it was. What is in it already can still be read.
  boolean check() {
    var file = current;
    if (file.exists() || file.complete()) return false;
    file.seal();
    removed.increment();
    try {
      turn(file);
      LOG.error("ALERT: the file of the spool was removed below {}, another one is made", folder);
    } catch (IOException e) {
      LOG.error("the spool cannot be made anew below {}", folder, e);
    }
    return true;
  }

  /// Files that somebody removed while they were written.
  long removedFiles() {
    return removed.sum();
  }

  /// A call's bodies were left out before it came here.
  void shedPayloads(EndedCall call) {
    shedPayloads.add(call.payloads().size());
  }

  /// The files that may hold something that the store has not, in their order.
  List<SpoolFile> waiting() {
    return new ArrayList<>(files);
  }

  /// A file is done with: all it held is in the store.
  void remove(SpoolFile file) throws IOException {
    files.remove(file);
    file.delete();
  }

  /// So many bytes are in the store.
  void moved(long bytes) {
    moved.addAndGet(bytes);
  }

  /// Bytes that wait.
  long pending() {
    return Math.max(0, written.get() - moved.get());
  }

  /// All bytes that were ever to be moved.
  long written() {
    return written.get();
  }

  /// Those of them that were.
  long moved() {
    return moved.get();
  }

  long appended() {
    return appended.sum();
  }

  long shedRecords() {
    return shedRecords.sum();
  }

  long shedPayloads() {
    return shedPayloads.sum();
  }

  /// Takes no more.
  void seal() {
    current.seal();
  }

  @Override
  public void close() throws IOException {
    for (var file : files) file.close();
  }
}

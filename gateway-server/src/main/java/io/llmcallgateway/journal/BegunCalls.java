package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls that have begun and are not in the store yet. Those that take longer than most are
/// written to begin files, from which the next start makes records where this process is killed.
///
/// A call that begins or ends costs an entry in a map, and no write: `writeDue` is called by a
/// thread of its own, `stored` by the one that moves the spool. Thread-safe.
final class BegunCalls {
  private static final Logger LOG = LoggerFactory.getLogger(BegunCalls.class);

  /// Calls that end sooner are never written.
  static final long SHORT_NANOS = 250_000_000;

  private static final String SUFFIX = ".begun";
  private static final long FILE_BYTES = 4 << 20;

  /// A call under way. Whoever claims it first decides: its end, or the thread that writes it down.
  private record Active(ActiveCall call, long since, AtomicBoolean claimed) {}

  private final Path folder;
  private final JournalPolicy policy;
  private final InstantSource clock;
  private final Map<CallId, Active> active = new ConcurrentHashMap<>();
  private final Map<CallId, BeginFile> written = new ConcurrentHashMap<>();
  private final List<Path> inherited;
  private final List<BeginFile> files = new ArrayList<>(); // guarded by this
  private long last; // number of a file, guarded by this

  BegunCalls(Path folder, JournalPolicy policy, InstantSource clock) throws IOException {
    this.folder = folder;
    this.policy = policy;
    this.clock = clock;
    this.inherited = inherited(folder);
  }

  private static List<Path> inherited(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (var all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(SUFFIX))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  void begin(ActiveCall call) {
    active.put(call.id(), new Active(call, System.nanoTime(), new AtomicBoolean()));
  }

  /// The call has ended; its record is about to be written to the spool.
  void ended(CallId id) {
    var ended = active.remove(id);
    if (ended != null) ended.claimed().set(true);
  }

  /// Calls under way.
  int active() {
    return active.size();
  }

  /// The calls under way that began last, newest first.
  List<ActiveCall> newest(int most) {
    return active.values().stream()
        .sorted(Comparator.comparingLong((Active each) -> each.since()).reversed())
        .limit(most)
        .map(Active::call)
        .toList();
  }

  /// Writes down the calls that have become older than most.
  void writeDue() {
    if (active.isEmpty()) return;
    var due = new ArrayList<ActiveCall>();
    try {
      var file = claim(due);
      if (file != null) write(file, due);
    } catch (IOException e) {
      LOG.error("calls that have begun cannot be written below {}", folder, e);
    }
  }

  /// Takes the calls that are due. From here on their ends are written too, perhaps before their
  /// beginnings.
  private synchronized @Nullable BeginFile claim(List<ActiveCall> due) throws IOException {
    long now = System.nanoTime();
    for (var each : active.values()) {
      boolean old = now - each.since() >= SHORT_NANOS;
      if (old && each.claimed().compareAndSet(false, true)) due.add(each.call());
    }
    if (due.isEmpty()) return null;
    var file = current();
    for (var call : due) written.put(call.id(), file);
    file.expect(due.size());
    return file;
  }

  private void write(BeginFile file, List<ActiveCall> calls) throws IOException {
    var frames = new ByteArrayOutputStream();
    for (var call : calls) frames.writeBytes(frame(call));
    synchronized (this) {
      file.append(frames.toByteArray());
    }
  }

  private byte[] frame(ActiveCall call) {
    try {
      return BeginFrame.begin(policy.redaction().begun(call.describe().killed(clock.millis())));
    } catch (RuntimeException e) {
      LOG.error("a call that has begun cannot be described", e);
      return new byte[0];
    }
  }

  private BeginFile current() throws IOException {
    if (!files.isEmpty() && files.getLast().size() < FILE_BYTES) return files.getLast();
    last = Math.max(last + 1, clock.millis());
    var file = new BeginFile(folder, SpoolFile.digits(last) + SUFFIX);
    files.add(file);
    return file;
  }

  /// The records of calls are in the spool, and will be in the store with its next transaction.
  void storing(Collection<EndedCall> calls) {
    if (!written.isEmpty()) end(calls);
  }

  /// The record of a call is lost for want of room, and counted.
  void shed(EndedCall call) {
    storing(List.of(call));
  }

  private synchronized void end(Collection<EndedCall> calls) {
    var ended = new HashMap<BeginFile, List<CallId>>();
    for (var call : calls) {
      var id = call.record().id();
      var file = written.remove(id);
      if (file != null) ended.computeIfAbsent(file, _ -> new ArrayList<>()).add(id);
    }
    ended.forEach(this::end);
  }

  private void end(BeginFile file, List<CallId> ids) {
    var frames = new ByteArrayOutputStream();
    for (var id : ids) frames.writeBytes(BeginFrame.end(id));
    try {
      file.append(frames.toByteArray());
      file.expect(-ids.size());
      boolean more = file.open() > 0 || (file == files.getLast() && file.size() < FILE_BYTES);
      if (more) return;
      files.remove(file);
      file.delete();
    } catch (IOException e) {
      LOG.error("the ends of calls cannot be written below {}", folder, e);
    }
  }

  /// Notes that the process is alive, and writes what is under way anew where a file was removed.
  /// Says whether one was.
  synchronized boolean check() {
    boolean removed = false;
    for (var file : List.copyOf(files)) {
      try {
        if (file.exists()) {
          if (file.open() > 0) file.touch(clock.millis());
          continue;
        }
        removed = true;
        files.remove(file);
        file.close();
        rewrite(file);
      } catch (IOException e) {
        LOG.debug("a begin file cannot be looked at", e); // it is looked at again
      }
    }
    return removed;
  }

  private void rewrite(BeginFile removed) throws IOException {
    var still = new ArrayList<ActiveCall>();
    for (var entry : List.copyOf(written.entrySet())) {
      if (entry.getValue() != removed) continue;
      written.remove(entry.getKey());
      var call = active.get(entry.getKey());
      if (call != null) still.add(call.call());
    }
    if (still.isEmpty()) return;
    var file = current();
    for (var call : still) written.put(call.id(), file);
    file.expect(still.size());
    write(file, still);
  }

  /// The calls of earlier runs that had begun and not ended, as far as begin files tell. Their
  /// records may still be in the spool.
  Map<CallId, EndedCall> killed() throws IOException {
    var killed = new LinkedHashMap<CallId, EndedCall>();
    for (var path : inherited) {
      if (!Files.exists(path)) continue;
      long lastSeen = Files.getLastModifiedTime(path).toMillis();
      for (var each : BeginFrame.open(Files.readAllBytes(path)).entrySet()) {
        killed.put(each.getKey(), seen(each.getValue(), lastSeen));
      }
    }
    return killed;
  }

  private static EndedCall seen(EndedCall call, long lastSeen) {
    var record = call.record();
    long micros = Math.max(record.timing().total(), (lastSeen - record.startedAt()) * 1_000);
    return new EndedCall(record.lasting(micros), call.payloads(), call.listed());
  }

  /// The records of killed calls are in the spool.
  void forgetKilled() throws IOException {
    for (var path : inherited) Files.deleteIfExists(path);
  }

  /// Leaves the files alone that have calls without an end.
  synchronized void close() throws IOException {
    for (var file : files) {
      if (file.open() <= 0) file.delete();
      else file.close();
    }
    files.clear();
  }
}

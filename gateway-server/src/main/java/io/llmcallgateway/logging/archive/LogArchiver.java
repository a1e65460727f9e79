package io.llmcallgateway.logging.archive;

import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.logging.DiskFailureListener;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compresses the rolled files of all logs, removes those that are too old or too much together,
/// and takes others' rights to the rest away. A thread of its own runs it, which a [Throttle] keeps
/// far below the load of the calls.
public final class LogArchiver implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LogArchiver.class);
  private static final int CHUNK = 64 << 10;

  private final List<ArchivedLog> logs = new CopyOnWriteArrayList<>();
  private final int retentionDays;
  private final long totalBytes;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Throttle throttle;
  private final DiskFailureListener failures;
  private final Semaphore wanted = new Semaphore(1);
  private final Set<Path> unequal = new HashSet<>(); // beside a compressed file of other content
  private long workingSince; // nanoTime
  private @Nullable LocalDate told;

  /// @param totalBytes that all files of all logs may have together
  public LogArchiver(
      int retentionDays,
      long totalBytes,
      InstantSource clock,
      ZoneId zone,
      Throttle throttle,
      DiskFailureListener failures) {
    this.retentionDays = retentionDays;
    this.totalBytes = totalBytes;
    this.clock = clock;
    this.zone = zone;
    this.throttle = throttle;
    this.failures = failures;
  }

  /// Takes a log into its care.
  public void add(ArchivedLog log) {
    logs.add(log);
    wake();
  }

  /// Asks for a round soon.
  public void wake() {
    wanted.release();
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        var _ = wanted.tryAcquire(1, TimeUnit.MINUTES);
        wanted.drainPermits();
        tidy();
      }
    } catch (InterruptedException _) {
      // the logs are closing; what is half done is done again at the next start
    }
  }

  /// Does all that is to be done now. The bound on size is held after each compressed file, so that
  /// a long queue of files to compress does not put it off.
  public void tidy() throws InterruptedException {
    workingSince = System.nanoTime();
    boolean more = true;
    while (more) {
      more = false;
      for (var log : logs) {
        try {
          removeOld(log);
          if (compressOldest(log)) more = true;
        } catch (IOException e) {
          failed(e);
        }
      }
      try {
        removeExcess();
      } catch (IOException e) {
        failed(e);
      }
      rest(0);
    }
  }

  private void failed(IOException e) throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    failures.failed(e);
  }

  /// Rests for all work since the last rest.
  private void rest(int waiting) throws InterruptedException {
    throttle.rest(System.nanoTime() - workingSince, waiting);
    workingSince = System.nanoTime();
  }

  /// The rolled files of a log, the oldest first.
  private static List<LogPart> rolled(ArchivedLog log) throws IOException {
    var active = log.active(); // before the list: what is rolled meanwhile is its newest part
    var parts = LogPart.list(log.directory(), log.logName());
    return parts.stream().filter(part -> !part.path().equals(active)).toList();
  }

  private void removeOld(ArchivedLog log) throws IOException {
    var oldest = clock.instant().atZone(zone).toLocalDate().minusDays(retentionDays);
    for (var part : rolled(log)) {
      if (part.half() || part.day().isBefore(oldest)) Files.deleteIfExists(part.path());
      else PrivateFiles.restrict(part.path());
    }
  }

  /// Compresses the oldest file that is not compressed, except for the newest of the rolled ones,
  /// which people still read. False where there is none.
  private boolean compressOldest(ArchivedLog log) throws IOException, InterruptedException {
    var parts = rolled(log);
    var plain = new ArrayList<Path>();
    for (var part : parts.subList(0, Math.max(0, parts.size() - 1))) {
      if (!part.gzip() && !unequal.contains(part.path())) plain.add(part.path());
    }
    if (plain.isEmpty()) return false;
    compress(plain.getFirst(), plain.size());
    return true;
  }

  /// Removes the oldest rolled file of the log that has most of them, until all files together are
  /// within the bound: a flood in one log does not cost the others their past.
  private void removeExcess() throws IOException {
    long total = 0;
    var all = new ArrayList<Rolled>();
    for (var log : logs) {
      var rolled = Rolled.of(rolled(log));
      all.add(rolled);
      total += rolled.bytes + sizeOf(log.active());
    }
    while (total > totalBytes) {
      var largest = all.getFirst();
      for (var each : all) if (each.bytes > largest.bytes) largest = each;
      if (largest.parts.isEmpty()) return; // the files that are written to are more than the bound
      total -= largest.removeOldest();
      tellOnceADay();
    }
  }

  private void tellOnceADay() {
    var today = clock.instant().atZone(zone).toLocalDate();
    if (today.equals(told)) return;
    told = today;
    LOG.atWarn()
        .addKeyValue("total-size", totalBytes)
        .log("The oldest log files are removed before their time: LOG_TOTAL_SIZE is reached");
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException _) {
      return 0; // rolled or removed meanwhile
    }
  }

  /// The rolled files of a log with their sizes.
  private static final class Rolled {
    private final List<Path> parts = new ArrayList<>();
    private long bytes;

    static Rolled of(List<LogPart> parts) throws IOException {
      var rolled = new Rolled();
      for (var part : parts) {
        rolled.parts.add(part.path());
        rolled.bytes += sizeOf(part.path());
      }
      return rolled;
    }

    long removeOldest() throws IOException {
      var oldest = parts.removeFirst();
      long size = sizeOf(oldest);
      Files.deleteIfExists(oldest);
      bytes -= size;
      return size;
    }
  }

  /// A compressed file is complete before it has its name, and the plain one goes last.
  private void compress(Path plain, int waiting) throws IOException, InterruptedException {
    var gzipped = LogPart.gzipped(plain);
    if (Files.exists(gzipped)) {
      if (sameContent(plain, gzipped)) Files.delete(plain); // an earlier run was ended in between
      else unequal.add(plain);
      return;
    }
    var half = gzipped.resolveSibling(gzipped.getFileName() + ".tmp");
    try (var in = Files.newInputStream(plain);
        var file =
            PrivateFiles.open(
                half,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        var out = new Fast(new BufferedOutputStream(Channels.newOutputStream(file), CHUNK))) {
      var chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        out.write(chunk, 0, count);
        rest(waiting);
      }
      out.finish();
      out.flush();
      file.force(true);
    } catch (IOException | InterruptedException e) {
      Files.deleteIfExists(half);
      throw e;
    }
    Files.move(half, gzipped, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(plain);
  }

  /// By checksum and length, which a gzip file ends with.
  private static boolean sameContent(Path plain, Path gzipped) throws IOException {
    var sum = new CRC32();
    try (var in =
        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(plain), CHUNK), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    try (var file = FileChannel.open(gzipped)) {
      if (file.size() < 18) return false;
      var trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      file.read(trailer, file.size() - 8);
      return trailer.getInt(0) == (int) sum.getValue()
          && trailer.getInt(4) == (int) Files.size(plain);
    }
  }

  /// Text shrinks to a tenth at the fastest level too.
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, CHUNK);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}

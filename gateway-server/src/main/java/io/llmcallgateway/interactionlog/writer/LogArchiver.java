package io.llmcallgateway.interactionlog.writer;

import io.llmcallgateway.files.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Compresses rolled parts, removes old ones and takes others' rights to the rest away, which
/// earlier versions gave them, beside the calls and far below their load: for each stretch of work
/// it rests a hundred times as long, so it takes 1 % of one core.
public final class LogArchiver implements Runnable {
  private static final int REST = 100;
  private static final int CHUNK = 64 << 10;

  /// Tells how a stretch of work is paid for.
  public interface Rest {
    Rest TWENTYFOLD = worked -> TimeUnit.NANOSECONDS.sleep(worked * REST);

    void after(long workedNanos) throws InterruptedException;
  }

  private final List<RollingLogFile> files;
  private final int retentionDays;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Rest rest;
  private final Consumer<IOException> trouble;
  private final Semaphore wanted = new Semaphore(1);
  private long workingSince; // nanoTime

  public LogArchiver(
      List<RollingLogFile> files,
      int retentionDays,
      InstantSource clock,
      ZoneId zone,
      Rest rest,
      Consumer<IOException> trouble) {
    this.files = List.copyOf(files);
    this.retentionDays = retentionDays;
    this.clock = clock;
    this.zone = zone;
    this.rest = rest;
    this.trouble = trouble;
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

  /// One round over all files.
  public void tidy() throws InterruptedException {
    workingSince = System.nanoTime();
    var today = clock.instant().atZone(zone).toLocalDate();
    for (var file : files) {
      try {
        tidy(file, today.minusDays(retentionDays));
      } catch (IOException e) {
        if (Thread.interrupted()) throw new InterruptedException();
        trouble.accept(e);
      }
      pay();
    }
  }

  /// Rests for all work since the last rest.
  private void pay() throws InterruptedException {
    rest.after(System.nanoTime() - workingSince);
    workingSince = System.nanoTime();
  }

  private void tidy(RollingLogFile file, LocalDate oldest)
      throws IOException, InterruptedException {
    var active = file.active(); // before the list: what is rolled meanwhile is its newest part
    var rolled =
        LogPart.list(file.directory(), file.name()).stream()
            .filter(part -> !part.path().equals(active))
            .toList();
    for (int i = 0; i < rolled.size(); i++) {
      var part = rolled.get(i);
      if (part.half() || part.day().isBefore(oldest)) {
        Files.deleteIfExists(part.path());
      } else if (!part.gzip() && i < rolled.size() - 1) {
        compress(part.path());
      } else {
        PrivateFiles.restrict(part.path());
      }
    }
  }

  /// A compressed part is complete before it has its name, and the plain one goes last.
  private void compress(Path plain) throws IOException, InterruptedException {
    var gzipped = LogPart.gzipped(plain);
    if (Files.exists(gzipped)) {
      if (!sameContent(plain, gzipped)) return;
      Files.delete(plain); // an earlier run was ended in between
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
        pay();
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

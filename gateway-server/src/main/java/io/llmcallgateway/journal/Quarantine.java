package io.llmcallgateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps calls that could not be read or stored, each as a spool file of its own with a text beside
/// it that says why. A file that is moved back into the spool is tried again at the next start. The
/// number of files is bounded, and they are deleted when payloads are. One thread, but for `count`.
final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
  private static final int MOST = 1_000;
  private static final String REASON = ".txt";

  private final Path folder;
  private final InstantSource clock;
  private final LongAdder count = new LongAdder();
  private long last;

  Quarantine(Path dataDir, InstantSource clock) {
    this.folder = dataDir.resolve("quarantine");
    this.clock = clock;
  }

  /// Calls that were set aside since the start.
  long count() {
    return count.sum();
  }

  /// Keeps a call.
  ///
  /// @param frame as it stands in the spool
  void add(byte[] frame, String reason) throws IOException {
    if (Spool.files(folder).size() >= MOST) {
      count.increment();
      LOG.error("ALERT: a call could not be stored, nor set aside: {} is full", folder);
      return;
    }
    PrivateFiles.createFolders(folder);
    last = Math.max(last + 1, clock.millis());
    var file = SpoolFile.path(folder, last);
    write(file, frame);
    write(reason(file), (reason + "\n").getBytes(UTF_8));
    count.increment();
    LOG.error("ALERT: a call could not be stored and was set aside as {}: {}", file, reason);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (var out =
        PrivateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) out.write(left);
    }
  }

  private static Path reason(Path file) {
    return file.resolveSibling(file.getFileName() + REASON);
  }

  /// Deletes calls that were set aside longer ago than payloads are kept.
  void sweep(Duration kept, long nowMillis) throws IOException {
    for (var file : Spool.files(folder)) {
      if (SpoolFile.number(file) >= nowMillis - kept.toMillis()) continue;
      Files.deleteIfExists(file);
      Files.deleteIfExists(reason(file));
    }
  }
}

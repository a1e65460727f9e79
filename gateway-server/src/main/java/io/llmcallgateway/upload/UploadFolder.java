package io.llmcallgateway.upload;

import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The folder of the temporary files of uploads, with a limit of what they take together.
/// Thread-safe.
public final class UploadFolder {
  private static final String PREFIX = "upload-";
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Path folder;
  private final long most;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();

  /// @param most what all uploads together may take of the disk, in bytes
  public UploadFolder(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  /// Deletes the files that a killed process has left.
  public void clear() throws IOException {
    if (!Files.isDirectory(folder)) return;
    try (var left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (var file : left) Files.deleteIfExists(file);
    }
  }

  /// Returns what uploads take of the disk now, in bytes.
  public long used() {
    return used.get();
  }

  /// Opens a new file, which is gone once it is closed. Where the system allows it, it has no name
  /// from the beginning.
  FileChannel open() throws IOException {
    PrivateFiles.createFolders(folder);
    return PrivateFiles.open(
        folder.resolve(PREFIX + numbers.incrementAndGet()),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /// Takes room on the disk. Throws a `GatewayException` (OVERLOADED) where there is none.
  void take(long bytes) {
    if (used.addAndGet(bytes) <= most) return;
    used.addAndGet(-bytes);
    throw full("The gateway's room for uploads is taken by other calls; try again in a moment.");
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  static GatewayException full(String message) {
    return new GatewayException(Failure.of(Failure.Kind.OVERLOADED, message).withRetryAfter(AGAIN));
  }
}

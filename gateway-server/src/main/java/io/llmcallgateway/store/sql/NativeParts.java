package io.llmcallgateway.store.sql;

import io.airlift.compress.v3.zstd.ZstdNativeDecompressor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/// Loads the machine code of the libraries, unpacked below `DATA_DIR`, the one folder that is sure
/// to be writable: `/tmp` may be missing, read-only or closed to programs. Where programs may not
/// run below `DATA_DIR`, the folder of temporary files is tried.
final class NativeParts {
  private static final Logger LOG = LoggerFactory.getLogger(NativeParts.class);

  /// The libraries' own names for the folder.
  private static final String SQLITE = "org.sqlite.tmpdir";

  private static final String ZSTD = "aircompressor.tmpdir";

  /// The age from which files are those of a process that was killed.
  private static final Duration LEFT_BEHIND = Duration.ofMinutes(5);

  private static boolean loaded;

  private NativeParts() {}

  /// Loads what is not loaded yet. Throws what the database's library says where it cannot be.
  static synchronized void load(Path dataDir) throws IOException {
    if (loaded) return;
    boolean chosen = System.getProperty(SQLITE) != null;
    var folder = chosen ? null : folder(dataDir);
    if (folder != null) System.setProperty(SQLITE, folder.toString());
    try {
      initialize();
    } catch (IOException e) {
      if (folder == null) throw e;
      System.clearProperty(SQLITE);
      LOG.debug("nothing can be loaded from {}", folder, e);
      folder = null;
      initialize();
    }
    if (folder != null && System.getProperty(ZSTD) == null) {
      System.setProperty(ZSTD, folder.toString());
    }
    boolean _ = ZstdNativeDecompressor.isEnabled(); // loads it: the folder may be gone later
    loaded = true;
  }

  private static void initialize() throws IOException {
    try {
      boolean _ = SQLiteJDBCLoader.initialize();
    } catch (Exception e) { // is all it declares
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Null where this user may not write below it, as one who reads another's journal.
  private static @Nullable Path folder(Path dataDir) {
    var folder = dataDir.resolve("native").toAbsolutePath();
    try {
      if (!Files.isDirectory(dataDir)) return null;
      Files.createDirectories(folder);
      sweep(folder);
      return Files.isWritable(folder) ? folder : null;
    } catch (IOException e) {
      LOG.debug("{} cannot be used", folder, e);
      return null;
    }
  }

  /// Code that still runs stays with its process.
  private static void sweep(Path folder) throws IOException {
    var before = Instant.now().minus(LEFT_BEHIND);
    try (var all = Files.list(folder)) {
      for (var file : all.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}

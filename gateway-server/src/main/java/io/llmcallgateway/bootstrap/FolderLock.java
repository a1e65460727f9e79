package io.llmcallgateway.bootstrap;

import io.llmcallgateway.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// An operating-system lock that reserves a data or log folder for one gateway. It ends with the
/// process, even if that is killed.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /// Makes the folder and locks it. Returns null if another gateway has the lock.
  static @Nullable FolderLock take(Path folder) throws IOException {
    PrivateFiles.createFolders(folder);
    var channel =
        PrivateFiles.open(
            folder.resolve(".gateway.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var lock = channel.tryLock();
      if (lock != null) return new FolderLock(channel, lock);
    } catch (OverlappingFileLockException _) {
      // another gateway in this process
    }
    channel.close();
    return null;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    }
  }
}

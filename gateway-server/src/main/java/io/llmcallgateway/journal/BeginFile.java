package io.llmcallgateway.journal;

import io.llmcallgateway.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/// A file of calls that have begun, as this process writes it. Not thread-safe.
final class BeginFile {
  private final Path path;
  private final FileChannel channel;
  private long size;
  private int open;

  BeginFile(Path folder, String name) throws IOException {
    PrivateFiles.createFolders(folder);
    this.path = folder.resolve(name);
    this.channel = PrivateFiles.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /// So many more calls have begun in this file, or so many fewer.
  void expect(int calls) {
    open += calls;
  }

  void append(byte[] frames) throws IOException {
    for (var left = ByteBuffer.wrap(frames); left.hasRemaining(); ) {
      size += channel.write(left, size);
    }
  }

  /// Calls that have begun and not ended.
  int open() {
    return open;
  }

  long size() {
    return size;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /// Notes that the process is alive.
  void touch(long millis) throws IOException {
    Files.setLastModifiedTime(path, FileTime.fromMillis(millis));
  }

  void close() throws IOException {
    channel.close();
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}

package io.llmcallgateway.journal;

import io.llmcallgateway.files.PrivateFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One file of the spool. Writers claim a place and write there without waiting for each other; the
/// one reader sees what is whole.
final class SpoolFile implements AutoCloseable {
  private static final int MOST_REOPENINGS = 100;

  private final Path path;
  private final long number;
  private final long capacity;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicInteger writing = new AtomicInteger();
  private volatile @Nullable FileChannel channel; // of the writers
  private volatile boolean sealed;
  private FileChannel reading;

  private SpoolFile(Path path, @Nullable FileChannel channel, FileChannel reading, long capacity) {
    this.path = path;
    this.number = number(path);
    this.channel = channel;
    this.reading = reading;
    this.capacity = capacity;
  }

  /// Makes a file, and the folder where it was removed. It is opened for the reader at once, who
  /// then reads it to its end even if somebody deletes it.
  static SpoolFile create(Path folder, long number, long capacity) throws IOException {
    PrivateFiles.createFolders(folder);
    var path = path(folder, number);
    var channel = PrivateFiles.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new SpoolFile(path, channel, FileChannel.open(path, StandardOpenOption.READ), capacity);
  }

  /// Opens a file that an earlier run wrote.
  static SpoolFile open(Path path) throws IOException {
    var file = new SpoolFile(path, null, FileChannel.open(path, StandardOpenOption.READ), 0);
    file.sealed = true;
    return file;
  }

  static Path path(Path folder, long number) {
    return folder.resolve(digits(number) + ".spool");
  }

  /// A number as it stands in names of files, which then sort by it.
  static String digits(long number) {
    var digits = Long.toString(number);
    return "0".repeat(20 - digits.length()) + digits;
  }

  /// The number in a spool file's name, -1 where the file is none.
  static long number(Path path) {
    var name = path.getFileName().toString();
    if (name.length() != 26 || !name.endsWith(".spool")) return -1;
    for (int i = 0; i < 20; i++) if (name.charAt(i) < '0' || name.charAt(i) > '9') return -1;
    return Long.parseLong(name.substring(0, 20));
  }

  long number() {
    return number;
  }

  /// True if the file is still where it was made.
  boolean exists() {
    return Files.exists(path);
  }

  /// Returns a reader that begins at an offset. One at a time.
  SpoolReader reader(long offset) throws IOException {
    if (!reading.isOpen()) reading = FileChannel.open(path, StandardOpenOption.READ);
    return new SpoolReader(reading, offset);
  }

  /// Reads bytes as they stand in the file.
  byte[] bytes(long offset, long length) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(length));
    while (bytes.hasRemaining()) {
      if (reading.read(bytes, offset + bytes.position()) <= 0)
        throw new EOFException(path.toString());
    }
    return bytes.array();
  }

  /// Writes a frame. Says false where the file is full: the next one is to be used.
  boolean append(byte[] frame) throws IOException {
    writing.incrementAndGet();
    try {
      if (sealed) return false;
      long at = tail.getAndAdd(frame.length);
      if (at > 0 && at + frame.length > capacity) {
        sealed = true; // what is claimed from here on stays empty
        return false;
      }
      write(ByteBuffer.wrap(frame), at);
      return true;
    } catch (IOException e) {
      sealed = true;
      throw e;
    } finally {
      writing.decrementAndGet();
    }
  }

  /// An interrupt would close the channel for all who write; so it is put off, and a channel that
  /// another's interrupt closed is opened again.
  private void write(ByteBuffer bytes, long at) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      for (int i = 0; bytes.hasRemaining(); i++) {
        try {
          writing(channel).write(bytes, at + bytes.position());
        } catch (ClosedChannelException e) {
          if (i == MOST_REOPENINGS) throw e;
          interrupted |= Thread.interrupted();
          reopen();
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static FileChannel writing(@Nullable FileChannel channel) throws IOException {
    if (channel == null) throw new IOException("an earlier run's file takes no more");
    return channel;
  }

  private synchronized void reopen() throws IOException {
    if (!writing(channel).isOpen()) channel = FileChannel.open(path, StandardOpenOption.WRITE);
  }

  /// True if no more will be written: what is missing now stays missing.
  boolean complete() {
    return sealed && writing.get() == 0;
  }

  void seal() {
    sealed = true;
  }

  @Override
  public void close() throws IOException {
    try (var _ = reading) {
      var writers = channel;
      if (writers != null) writers.close();
    }
  }

  void delete() throws IOException {
    close();
    Files.deleteIfExists(path);
  }
}

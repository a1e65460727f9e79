package io.llmcallgateway.upload;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bytes of one upload: in memory as long as they are few, then in a temporary file. Written by
/// one thread, then read by any number of them.
public final class UploadStore implements AutoCloseable {
  /// The most that is held in memory, in bytes.
  public static final int MOST_IN_MEMORY = 256 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(UploadStore.class);
  private static final int START = 8 << 10;

  private final UploadFolder folder;
  private byte[] memory = new byte[START];
  private @Nullable FileChannel file;
  private long size;
  private long taken;
  private boolean closed;

  public UploadStore(UploadFolder folder) {
    this.folder = folder;
  }

  /// Returns whether all bytes are in memory.
  boolean inMemory() {
    return file == null;
  }

  public long size() {
    return size;
  }

  /// Adds bytes. Throws a `GatewayException` (OVERLOADED) where the disk has no room for them.
  public void add(ByteBuffer bytes) {
    int added = bytes.remaining();
    if (file == null && size + added <= MOST_IN_MEMORY) {
      keep(bytes, added);
      return;
    }
    try {
      var out = file == null ? spill() : file;
      folder.take(added);
      taken += added;
      write(out, bytes);
      size += added;
    } catch (IOException e) {
      LOG.error("an upload cannot be written to the data folder", e);
      throw UploadFolder.full(
          "The gateway cannot store the upload; its error log says why. Try again later.");
    }
  }

  private void keep(ByteBuffer bytes, int added) {
    int wanted = (int) size + added;
    if (wanted > memory.length) {
      int room = Math.min(Math.max(wanted, 2 * memory.length), MOST_IN_MEMORY);
      memory = Arrays.copyOf(memory, room);
    }
    bytes.get(memory, (int) size, added);
    size += added;
  }

  private FileChannel spill() throws IOException {
    folder.take(size);
    taken = size;
    var out = folder.open();
    file = out;
    write(out, ByteBuffer.wrap(memory, 0, (int) size));
    memory = new byte[0];
    return out;
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) out.write(bytes);
  }

  /// Reads bytes at an offset into what remains of a buffer.
  void read(long from, ByteBuffer into) throws IOException {
    var source = file;
    if (source == null) {
      into.put(memory, (int) from, into.remaining());
      return;
    }
    long at = from;
    while (into.hasRemaining()) {
      int read = source.read(into, at);
      if (read < 0) throw new EOFException("the file of an upload is too short");
      at += read;
    }
  }

  /// Deletes the file. What still reads gets an `IOException`.
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    folder.release(taken);
    if (file == null) return;
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("the file of an upload cannot be closed", e);
    }
  }
}

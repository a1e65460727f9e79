package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/// Reads the calls of one spool file in their order. What is torn is skipped and counted. A whole
/// frame that cannot be read as a call is skipped too, and handed to whoever asks for it. One
/// thread.
final class SpoolReader implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  /// Receives the frames that are whole and cannot be read as a call: those of a later version of
  /// the format, or of a damaged file.
  interface Unreadable {
    void frame(byte[] frame);
  }

  private final FileChannel channel;
  private final boolean owned;
  private byte[] buffer = new byte[CHUNK];
  private int from;
  private int to;
  private long position; // in the file, of buffer[from]
  private long skipped;

  SpoolReader(Path path, long position) throws IOException {
    this(FileChannel.open(path, StandardOpenOption.READ), true, position);
  }

  /// @param channel stays open
  SpoolReader(FileChannel channel, long position) {
    this(channel, false, position);
  }

  private SpoolReader(FileChannel channel, boolean owned, long position) {
    this.channel = channel;
    this.owned = owned;
    this.position = position;
  }

  /// Up to where calls have been read.
  long position() {
    return position;
  }

  /// Bytes that made no sense.
  long skipped() {
    return skipped;
  }

  /// Reads calls into `batch` until it holds `most`, or `mostBytes` have been read, or the rest is
  /// not there yet. Says whether it stopped for the latter.
  ///
  /// @param complete whether all that will be written has been
  boolean read(List<EndedCall> batch, int most, long mostBytes, boolean complete)
      throws IOException {
    return read(batch, most, mostBytes, complete, _ -> {});
  }

  boolean read(
      List<EndedCall> batch, int most, long mostBytes, boolean complete, Unreadable unreadable)
      throws IOException {
    long start = position;
    while (batch.size() < most && position - start < mostBytes) {
      if (available(SpoolFrame.HEAD) < SpoolFrame.HEAD) {
        if (complete) skip(to - from);
        return true;
      }
      var head = ByteBuffer.wrap(buffer, from, SpoolFrame.HEAD);
      boolean marked = head.getInt() == SpoolFrame.MARK;
      int length = head.getInt();
      if (marked && isWhole(length)) {
        int size = SpoolFrame.HEAD + length;
        var call = SpoolFrame.read(buffer, from + SpoolFrame.HEAD, length);
        if (call == null) unreadable.frame(Arrays.copyOfRange(buffer, from, from + size));
        else batch.add(call);
        if (call == null) skip(size);
        else advance(size);
      } else if (complete) {
        skipToMark();
      } else {
        to = from; // what is read of a place not written yet must be read again
        return true;
      }
    }
    return false;
  }

  private boolean isWhole(int length) throws IOException {
    if (length <= 0 || length > channel.size() - position - SpoolFrame.HEAD) return false;
    return available(SpoolFrame.HEAD + length) >= SpoolFrame.HEAD + length
        && SpoolFrame.whole(buffer, from, length);
  }

  private void skipToMark() {
    int at = from + 1;
    while (at + 4 <= to && ByteBuffer.wrap(buffer).getInt(at) != SpoolFrame.MARK) at++;
    skip(at - from);
  }

  private void skip(int bytes) {
    skipped += bytes;
    advance(bytes);
  }

  private void advance(int bytes) {
    from += bytes;
    position += bytes;
  }

  /// Returns the number of bytes in the buffer, after an attempt to have `wanted`.
  private int available(int wanted) throws IOException {
    if (to - from >= wanted) return to - from;
    int rest = to - from;
    boolean large = buffer.length > CHUNK && Math.max(rest, wanted) <= CHUNK;
    var next = large ? new byte[CHUNK] : buffer; // a large frame's room is given back
    System.arraycopy(buffer, from, next, 0, rest);
    buffer = next;
    to = rest;
    from = 0;
    if (buffer.length < wanted) buffer = Arrays.copyOf(buffer, Math.max(wanted, CHUNK));
    while (to < wanted) {
      int read = channel.read(ByteBuffer.wrap(buffer, to, buffer.length - to), position + to);
      if (read <= 0) break;
      to += read;
    }
    return to;
  }

  @Override
  public void close() throws IOException {
    if (owned) channel.close();
  }
}

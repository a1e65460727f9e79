package io.llmcallgateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Decodes gzip or deflate in pieces as they arrive, so that a compressed stream is not delayed.
/// Used by one thread.
public final class StreamInflater implements AutoCloseable {
  private static final int PIECE = 16 << 10;
  private static final int GZIP_HEAD = 10;
  private static final int HEADER_SUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int MOST_HEAD = 64 << 10;

  private final boolean gzip;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] piece = new byte[PIECE];
  private @Nullable Inflater inflater;

  /// @param gzip true for gzip, false for deflate (with or without its zlib header)
  public StreamInflater(boolean gzip) {
    this.gzip = gzip;
  }

  /// Adds encoded bytes. Before that, `next` must have returned null.
  public void feed(ByteBuffer encoded) throws IOException {
    var bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    var known = inflater;
    if (known != null) {
      known.setInput(bytes);
      return;
    }
    head.writeBytes(bytes);
    var all = head.toByteArray();
    int start = gzip ? gzipStart(all) : all.length < 2 ? -1 : 0;
    if (start < 0) {
      if (all.length > MOST_HEAD) throw new IOException("its head does not end");
      return;
    }
    boolean bare = gzip || !ContentCoding.isZlib(all[0] & 0xFF, all[1] & 0xFF);
    known = new Inflater(bare);
    known.setInput(all, start, all.length - start);
    inflater = known;
  }

  /// Returns the next decoded bytes, valid until the next call; null if more must be fed.
  public @Nullable ByteBuffer next() throws IOException {
    var known = inflater;
    if (known == null) return null;
    try {
      int length = known.inflate(piece);
      if (known.needsDictionary()) throw new IOException("it needs a dictionary");
      return length == 0 ? null : ByteBuffer.wrap(piece, 0, length);
    } catch (DataFormatException e) {
      throw new IOException(e);
    }
  }

  /// True if the compressed data is complete, or none was fed.
  public boolean whole() {
    var known = inflater;
    return known == null ? head.size() == 0 : known.finished();
  }

  /// Returns the position of the compressed data, -1 if the header is not complete (RFC 1952 §2.3).
  private static int gzipStart(byte[] bytes) throws IOException {
    if (bytes.length < GZIP_HEAD) return -1;
    if ((bytes[0] & 0xFF) != 0x1F || (bytes[1] & 0xFF) != 0x8B || bytes[2] != 8) {
      throw new IOException("it has no gzip head");
    }
    int flags = bytes[3];
    int at = GZIP_HEAD;
    if ((flags & EXTRA) != 0) {
      if (bytes.length < at + 2) return -1;
      at += 2 + (bytes[at] & 0xFF) + ((bytes[at + 1] & 0xFF) << 8);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) == 0) continue;
      while (at < bytes.length && bytes[at] != 0) at++;
      at++;
    }
    if ((flags & HEADER_SUM) != 0) at += 2;
    return at <= bytes.length ? at : -1;
  }

  @Override
  public void close() {
    var known = inflater;
    if (known != null) known.end();
  }
}

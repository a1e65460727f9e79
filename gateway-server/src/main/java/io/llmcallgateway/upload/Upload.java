package io.llmcallgateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A form with files, as it came or with fields replaced. It can be read any number of times, as
/// long as its store is open. Immutable.
public final class Upload {
  /// The most of the fields that is shown, in bytes.
  private static final int MOST_SHOWN = 64 << 10;

  private final FormType type;
  private final List<FormPart> parts;
  private final List<Piece> pieces;
  private final long size;

  /// A range of the form's bytes.
  private sealed interface Piece {
    long length();

    /// Reads bytes at an offset into what remains of a buffer.
    void read(long from, ByteBuffer into) throws IOException;

    record Stored(UploadStore store, long start, long length) implements Piece {
      @Override
      public void read(long from, ByteBuffer into) throws IOException {
        store.read(start + from, into);
      }
    }

    record Written(Body text) implements Piece {
      @Override
      public long length() {
        return text.size();
      }

      @Override
      public void read(long from, ByteBuffer into) {
        into.put(text.toByteArray(), (int) from, into.remaining());
      }
    }
  }

  /// A form as it came.
  public Upload(FormType type, List<FormPart> parts, UploadStore store) {
    this(type, parts, List.of(new Piece.Stored(store, 0, store.size())));
  }

  private Upload(FormType type, List<FormPart> parts, List<Piece> pieces) {
    this.type = type;
    this.parts = List.copyOf(parts);
    this.pieces = pieces;
    long sum = 0;
    for (var piece : pieces) sum += piece.length();
    this.size = sum;
  }

  public String contentType() {
    return type.text();
  }

  /// Returns the size in bytes.
  public long size() {
    return size;
  }

  /// Returns the size of a request's body, or of the form in its place.
  public static long size(Body body, @Nullable Upload upload) {
    return upload == null ? body.size() : upload.size();
  }

  public List<FormPart> parts() {
    return parts;
  }

  /// Returns the content of a field, or its beginning.
  ///
  /// @param most in bytes
  public String text(FormPart part, int most) {
    var text = ByteBuffer.allocate((int) Math.min(part.length(), most));
    read(part.start(), text);
    return UTF_8.decode(text.flip()).toString();
  }

  /// Returns the form with another text as the content of a part. Throws a `GatewayException`
  /// (INVALID_REQUEST) where the text would end the part.
  public Upload with(FormPart part, String text) {
    if (text.startsWith("--" + type.boundary())
        || text.indexOf('\r') >= 0
        || text.indexOf('\n') >= 0) {
      throw new GatewayException(
          Failure.of(
                  Failure.Kind.INVALID_REQUEST,
                  "The form's boundary stands in its field '" + part.name() + "'.")
              .withParam(part.name()));
    }
    var written = Body.utf8(text);
    var changed = new ArrayList<Piece>(pieces.size() + 2);
    addRange(changed, 0, part.start());
    changed.add(new Piece.Written(written));
    addRange(changed, part.end(), size);
    long by = written.size() - part.length();
    var moved = new ArrayList<FormPart>(parts.size());
    for (var each : parts) {
      boolean same = each.equals(part);
      if (same) moved.add(new FormPart(each.name(), each.file(), each.start(), each.end() + by));
      else moved.add(each.start() < part.start() ? each : each.moved(by));
    }
    return new Upload(type, moved, List.copyOf(changed));
  }

  private void addRange(List<Piece> to, long from, long end) {
    long at = 0;
    for (var piece : pieces) {
      long start = Math.max(from - at, 0);
      long stop = Math.min(end - at, piece.length());
      at += piece.length();
      if (start >= stop) continue;
      switch (piece) {
        case Piece.Stored it ->
            to.add(new Piece.Stored(it.store(), it.start() + start, stop - start));
        case Piece.Written it ->
            to.add(
                new Piece.Written(
                    Body.of(it.text().toByteArray(), (int) start, (int) (stop - start))));
      }
    }
  }

  /// Reads bytes at an offset into what remains of a buffer, or up to the form's end. Throws an
  /// `UncheckedIOException` where the store is closed or broken.
  public void read(long from, ByteBuffer into) {
    long next = from;
    long pieceStart = 0;
    int limit = into.limit();
    try {
      for (var piece : pieces) {
        long inside = next - pieceStart;
        pieceStart += piece.length();
        if (inside < 0 || inside >= piece.length() || !into.hasRemaining()) continue;
        int before = into.position();
        into.limit((int) Math.min(limit, before + piece.length() - inside));
        piece.read(inside, into);
        into.limit(limit);
        next += into.position() - before;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the form without the content of its files, as far as it is shown.
  public Body shown() {
    return excerpt((int) Math.min(size - fileBytes(), MOST_SHOWN));
  }

  /// Returns the form in at most so many bytes: its fields first, and as much of its files as is
  /// left.
  public Body excerpt(int most) {
    if (size <= most) return Body.of(bytes(0, size, most));
    long room = Math.max(0, most - (size - fileBytes()));
    var out = new Excerpt(most);
    long at = 0;
    for (var part : parts) {
      if (!part.isFile()) continue;
      long kept = Math.min(part.length(), room);
      room -= kept;
      out.add(at, part.start() + kept);
      at = part.end();
    }
    out.add(at, size);
    return out.body();
  }

  private long fileBytes() {
    long sum = 0;
    for (var part : parts) if (part.isFile()) sum += part.length();
    return sum;
  }

  private byte[] bytes(long from, long to, int most) {
    var bytes = ByteBuffer.allocate((int) Math.min(to - from, most));
    read(from, bytes);
    return bytes.array();
  }

  /// Ranges of the form that are put together.
  private final class Excerpt {
    private final List<byte[]> ranges = new ArrayList<>();
    private int left;

    Excerpt(int most) {
      left = most;
    }

    void add(long from, long to) {
      var range = bytes(from, to, left);
      left -= range.length;
      ranges.add(range);
    }

    Body body() {
      return Body.of(ranges);
    }
  }
}

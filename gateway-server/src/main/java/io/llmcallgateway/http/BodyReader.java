package io.llmcallgateway.http;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.ContentCoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads a request's whole body within limits of size and time.
public final class BodyReader {
  private static final int START = 8192;

  private final int limit;
  private final Duration patience;

  BodyReader(int limit, Duration patience) {
    this.limit = limit;
    this.patience = patience;
  }

  /// Returns a reader with the limits of a server.
  public static BodyReader of(ServerOptions options) {
    return new BodyReader(options.bodyLimit(), options.bodyTimeout());
  }

  /// Returns a reader of smaller bodies, where no call is read.
  public static BodyReader of(ServerOptions options, int limit) {
    return new BodyReader(Math.min(limit, options.bodyLimit()), options.bodyTimeout());
  }

  /// Reads a request's whole body.
  ///
  /// @throws IOException if the client has left
  public Body read(HttpCall call) throws IOException, InterruptedException {
    return read(call.request(), call.held());
  }

  private Body read(Request request, ByteBudget.Reservation held)
      throws IOException, InterruptedException {
    var codings = codings(request);
    long announced = request.getLength();
    if (announced > limit) throw tooLarge();
    // An announced length is not sent yet: the buffer grows with the bytes that arrive.
    var bytes = new byte[announced >= 0 && announced < START ? (int) announced : START];
    int length = 0;
    var chunks = new RequestChunks(request, patience);
    while (true) {
      var chunk = chunks.next(length);
      int added = chunk.remaining();
      if (length + added > limit) {
        chunk.release();
        throw tooLarge();
      }
      if (length + added > bytes.length) {
        int wanted = (int) Math.min(Math.max(length + added, 2L * bytes.length), limit);
        int room = announced < 0 ? wanted : (int) Math.min(wanted, announced);
        bytes = grown(bytes, Math.max(room, length + added), chunk, held);
      }
      take(chunk.getByteBuffer(), bytes, length, added);
      length += added;
      boolean last = chunk.isLast();
      chunk.release();
      if (last)
        return codings.isEmpty()
            ? withoutMark(bytes, length)
            : decoded(bytes, length, codings, held);
    }
  }

  /// Returns the codings of the body. Several headers are refused, since readers differ on them.
  private static List<ContentCoding> codings(Request request) {
    var given = request.getHeaders().getValuesList("content-encoding");
    var codings =
        given.size() > 1 ? null : ContentCoding.list(given.isEmpty() ? null : given.getFirst());
    if (codings != null && codings.size() <= 1) return codings;
    throw new GatewayException(
        Failure.of(
            Failure.Kind.UNSUPPORTED_ENCODING,
            "The request body has a content-encoding that is not read; send one of "
                + ContentCoding.names()
                + ", or none."));
  }

  /// Returns the decoded body. The limit applies to it too, as a defence against compression bombs.
  private Body decoded(
      byte[] bytes, int length, List<ContentCoding> codings, ByteBudget.Reservation held)
      throws InterruptedException {
    var encoded = new ByteArrayInputStream(bytes, 0, length);
    try (var decoding = ContentCoding.decode(encoded, codings)) {
      var plain = new byte[START];
      int size = 0;
      for (int read; (read = decoding.read(plain, size, plain.length - size)) >= 0; size += read) {
        if (size + read < plain.length) continue;
        if (plain.length >= limit) {
          if (decoding.read() >= 0) throw tooLarge();
          return withoutMark(plain, limit);
        }
        int room = (int) Math.min(2L * plain.length, limit);
        held.need((long) bytes.length + plain.length + room);
        plain = Arrays.copyOf(plain, room);
      }
      return withoutMark(plain, size);
    } catch (IOException | RuntimeException e) {
      if (e instanceof GatewayException known) throw known;
      throw new GatewayException(
          Failure.of(
              Failure.Kind.INVALID_REQUEST,
              "The request body is not what its content-encoding says; it cannot be decoded."),
          e);
    }
  }

  /// Returns a larger copy, after reserving room for both arrays.
  private static byte[] grown(
      byte[] bytes, int room, Content.Chunk chunk, ByteBudget.Reservation held)
      throws InterruptedException {
    try {
      held.need((long) bytes.length + room);
      var grown = Arrays.copyOf(bytes, room);
      held.shrink(Math.max(room, ByteBudget.FIRST));
      return grown;
    } catch (GatewayException e) {
      chunk.release();
      throw e;
    }
  }

  private static void take(ByteBuffer from, byte[] into, int at, int length) {
    from.get(into, at, length);
  }

  /// Returns the body without a byte order mark, which some tools write before JSON (RFC 8259
  /// §8.1).
  private static Body withoutMark(byte[] bytes, int length) {
    boolean marked =
        length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    if (marked) return Body.of(Arrays.copyOfRange(bytes, 3, length));
    return length == bytes.length ? Body.of(bytes) : Body.of(Arrays.copyOf(bytes, length));
  }

  private GatewayException tooLarge() {
    return new GatewayException(
        Failure.of(
            Failure.Kind.TOO_LARGE,
            "The request body is larger than "
                + limit
                + " bytes; BODY_LIMIT sets the limit of this gateway."));
  }
}

package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.wire.ContentCoding;
import io.llmcallgateway.wire.StreamInflater;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reply with its body decompressed, in case the provider compressed it though asked not to, and
/// with echoed secrets masked. gzip and deflate are decoded as they arrive; other codings once the
/// whole body has arrived, since their decoders read from streams. The sizes are bounded before and
/// after decoding.
final class DecodedReply implements UpstreamReply {
  /// More than any answer has; anything larger is taken for a decompression bomb.
  private static final long MOST_DECODED = 256L << 20;

  private static final int MOST_ENCODED = 64 << 20;
  private static final int PIECE = 64 << 10;

  private final UpstreamReply inner;
  private final String provider;
  private final KnownSecrets secrets;
  private @Nullable Head head;
  private List<ContentCoding> codings = List.of();
  private @Nullable StreamInflater inflation;
  private @Nullable ByteArrayOutputStream encoded;
  private @Nullable InputStream decoding;
  private long decoded;
  private boolean over;

  DecodedReply(UpstreamReply inner, String provider, KnownSecrets secrets) {
    this.inner = inner;
    this.provider = provider;
    this.secrets = secrets;
  }

  @Override
  public @Nullable Head head() {
    if (head != null) return head;
    var sent = inner.head();
    if (sent == null) return null;
    var known = ContentCoding.list(joined(sent.headers()));
    if (known == null || known.isEmpty()) {
      head = sent; // the caller refuses unknown codings
      return sent;
    }
    codings = known;
    boolean flows =
        known.size() == 1
            && (known.getFirst() == ContentCoding.GZIP
                || known.getFirst() == ContentCoding.DEFLATE);
    if (flows) inflation = new StreamInflater(known.getFirst() == ContentCoding.GZIP);
    else encoded = new ByteArrayOutputStream();
    head = new Head(sent.status(), plain(sent.headers()));
    return head;
  }

  private static @Nullable String joined(Headers headers) {
    var all = new ArrayList<String>(1);
    for (var header : headers.all()) {
      if (header.name().equalsIgnoreCase("content-encoding")) all.add(header.value());
    }
    return all.isEmpty() ? null : String.join(",", all);
  }

  private static Headers plain(Headers headers) {
    var kept = new ArrayList<Headers.Header>();
    for (var header : headers.all()) {
      boolean ofCoding =
          header.name().equalsIgnoreCase("content-encoding")
              || header.name().equalsIgnoreCase("content-length");
      if (!ofCoding) kept.add(header);
    }
    return new Headers(kept);
  }

  @Override
  public @Nullable ByteBuffer read() {
    if (over) return null;
    try {
      var bytes = codings.isEmpty() ? inner.read() : decoded();
      if (bytes != null) secrets.blank(bytes);
      return bytes;
    } catch (IOException | RuntimeException e) {
      if (e instanceof GatewayException known) throw known;
      throw unreadable(e);
    }
  }

  private @Nullable ByteBuffer decoded() throws IOException {
    var bytes = inflation == null ? collected() : inflated(inflation);
    if (bytes == null) return null;
    decoded += bytes.remaining();
    if (decoded > MOST_DECODED) throw new IOException("it is longer than 256 MB");
    return bytes;
  }

  private @Nullable ByteBuffer inflated(StreamInflater flowing) throws IOException {
    while (true) {
      var bytes = flowing.next();
      if (bytes != null) return bytes;
      var sent = inner.read();
      if (sent == null) {
        if (inner.ended() && !flowing.whole()) throw new IOException("its end is missing");
        return null;
      }
      flowing.feed(sent);
    }
  }

  private @Nullable ByteBuffer collected() throws IOException {
    var all = encoded;
    if (decoding == null && all != null) {
      for (var sent = inner.read(); sent != null; sent = inner.read()) {
        if (all.size() + sent.remaining() > MOST_ENCODED) throw new IOException("it is too long");
        var copy = new byte[sent.remaining()];
        sent.get(copy);
        all.writeBytes(copy);
      }
      if (!inner.ended()) return null;
      encoded = null;
      if (all.size() == 0) over = true;
      else decoding = ContentCoding.decode(new ByteArrayInputStream(all.toByteArray()), codings);
    }
    if (decoding == null) return null;
    var piece = decoding.readNBytes(PIECE);
    if (piece.length > 0) return ByteBuffer.wrap(piece);
    over = true;
    return null;
  }

  private GatewayException unreadable(Exception cause) {
    return new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR,
            provider,
            "The provider compressed its answer though asked not to, and it cannot be decoded ("
                + codings
                + ")."),
        cause);
  }

  @Override
  public void demand() {
    if (!inner.ended()) inner.demand();
  }

  @Override
  public boolean ended() {
    if (codings.isEmpty() || inflation != null) return inner.ended();
    return over;
  }

  @Override
  public Transfer transfer() {
    return inner.transfer();
  }

  @Override
  public void close() {
    if (inflation != null) inflation.close();
    inner.close();
  }
}

package io.llmcallgateway.testkit;

import io.llmcallgateway.model.Headers;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 client on a bare socket that sends any bytes, parses answers strictly, and
/// disconnects as the test says. A read that receives nothing for twenty seconds fails the test.
public final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String host;
  private @Nullable Headers current;

  private RawClient(URI uri) throws IOException {
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    host = uri.getHost() + ":" + uri.getPort();
  }

  public static RawClient to(URI uri) throws IOException {
    return new RawClient(uri);
  }

  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /// A request with `Host`, these header lines and, with a body, `Content-Length`.
  public void request(String method, String target, byte @Nullable [] body, String... headers)
      throws IOException {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    if (!mentions(headers, "host")) head.append("Host: ").append(host).append("\r\n");
    for (var header : headers) head.append(header).append("\r\n");
    if (body != null && !mentions(headers, "content-length")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    var start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    if (body == null) {
      send(start);
      return;
    }
    var whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    send(whole);
  }

  private static boolean mentions(String[] headers, String name) {
    for (var header : headers) {
      if (header.toLowerCase(Locale.ROOT).startsWith(name + ":")) return true;
    }
    return false;
  }

  public void get(String target, String... headers) throws IOException {
    request("GET", target, null, headers);
  }

  /// A POST of JSON.
  public void post(String target, String json, String... headers) throws IOException {
    post(target, json.getBytes(StandardCharsets.UTF_8), headers);
  }

  public void post(String target, byte[] json, String... headers) throws IOException {
    var all = new ArrayList<>(List.of(headers));
    if (!mentions(headers, "content-type")) all.add(Scripts.JSON);
    request("POST", target, json, all.toArray(String[]::new));
  }

  /// The head of the next answer, interim ones skipped, with an empty body; `nextChunk` or `rest`
  /// read on.
  public RawAnswer head() throws IOException {
    while (true) {
      var status = HttpMessage.line(in);
      if (status == null) throw new EOFException("the connection ended without an answer");
      var headers = HttpMessage.headers(in);
      int code = Integer.parseInt(status.split(" ", 3)[1]);
      if (code < 200) continue;
      current = headers;
      return new RawAnswer(code, headers, List.of());
    }
  }

  /// The next chunk of a chunked body; null at its end.
  public RawAnswer.@Nullable Chunk nextChunk() throws IOException {
    var data = HttpMessage.chunk(in);
    return data == null ? null : new RawAnswer.Chunk(data, System.nanoTime());
  }

  /// Chunks until one holds `text`; what they said. Fails where the body ends before.
  public String readUntil(String text) throws IOException {
    var said = new StringBuilder();
    while (said.indexOf(text) < 0) {
      var chunk = nextChunk();
      if (chunk == null) throw new AssertionError("the body ended without " + text + ": " + said);
      said.append(chunk.text());
    }
    return said.toString();
  }

  /// A whole answer to anything but HEAD. One that ends too early throws an `EOFException`.
  public RawAnswer answer() throws IOException {
    var head = head();
    if (head.status() == 204 || head.status() == 304) return head;
    return new RawAnswer(head.status(), head.headers(), rest());
  }

  /// What is left of the current answer's body.
  public List<RawAnswer.Chunk> rest() throws IOException {
    var headers = current;
    if (headers == null) throw new IllegalStateException("head() first");
    var chunks = new ArrayList<RawAnswer.Chunk>();
    var length = headers.first("Content-Length");
    if (HttpMessage.isChunked(headers)) {
      for (var chunk = nextChunk(); chunk != null; chunk = nextChunk()) chunks.add(chunk);
    } else if (length != null) {
      var data = HttpMessage.exactly(in, Integer.parseInt(length));
      chunks.add(new RawAnswer.Chunk(data, System.nanoTime()));
    } else {
      chunks.add(new RawAnswer.Chunk(in.readAllBytes(), System.nanoTime()));
    }
    return chunks;
  }

  /// Whether the other side ends the connection (in order or by a reset) within `patience`, with
  /// nothing more to read.
  public boolean awaitClosed(Duration patience) throws IOException {
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    } finally {
      if (!socket.isClosed()) socket.setSoTimeout(20_000);
    }
  }

  /// Like `awaitClosed`, but whatever still comes first is read and thrown away.
  public boolean awaitEnd(Duration patience) throws IOException {
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    try {
      in.readAllBytes();
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// Sends `piece` again and again, some fifty times a second, until the other side answers or ends
  /// the connection. False when it does neither within `patience`.
  public boolean dripUntilClosed(String piece, Duration patience) throws IOException {
    socket.setSoTimeout(20);
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      try {
        send(piece);
        in.read();
        return true;
      } catch (SocketTimeoutException _) {
        // still open
      } catch (IOException _) {
        return true;
      }
    }
    return false;
  }

  /// Says that nothing more will be sent, and goes on reading.
  public void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /// Leaves with a TCP reset.
  public void reset() throws IOException {
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    socket.close();
  }

  /// Leaves in order.
  public void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    leave();
  }
}

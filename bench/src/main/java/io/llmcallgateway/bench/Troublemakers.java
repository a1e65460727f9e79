package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Clients that leave in the middle of a stream, and clients whose calls the vendor refuses: one
/// call after another, each on a connection of its own. Thread-safe.
final class Troublemakers {
  private static final int PATIENCE_MILLIS = 30_000;

  private final int port;
  private final LongAdder left = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private volatile @Nullable String firstError;

  Troublemakers(int port) {
    this.port = port;
  }

  /// Calls that were left once their answer had begun.
  long left() {
    return left.sum();
  }

  /// Calls that the vendor refused.
  long refused() {
    return refused.sum();
  }

  long errors() {
    return errors.sum();
  }

  @Nullable String firstError() {
    return firstError;
  }

  /// Asks for a stream and leaves when it has begun.
  void leave() {
    try (var socket = ask(Script.request(true))) {
      status(socket.getInputStream());
      left.increment();
    } catch (IOException e) {
      fail(e.toString());
    }
  }

  /// Asks what the vendor refuses.
  void beRefused() {
    try (var socket = ask(Script.refused())) {
      var status = status(socket.getInputStream());
      if (status.startsWith("HTTP/1.1 4")) refused.increment();
      else fail("not refused: " + status);
    } catch (IOException e) {
      fail(e.toString());
    }
  }

  private void fail(String why) {
    errors.increment();
    if (firstError == null) firstError = why;
  }

  private Socket ask(byte[] body) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    boolean sent = false;
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = socket.getOutputStream();
      out.write(Load.head(port, body.length));
      out.write(body);
      out.flush();
      sent = true;
      return socket;
    } finally {
      if (!sent) socket.close();
    }
  }

  private static String status(InputStream in) throws IOException {
    var line = new byte[15];
    int length = in.readNBytes(line, 0, line.length);
    if (length < line.length) throw new IOException("no answer");
    return new String(line, US_ASCII);
  }
}

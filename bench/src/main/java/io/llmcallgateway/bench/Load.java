package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Clients that call one after another on connections that stay open, all on one thread: cheap, so
/// that the machine is left to what is measured. Every answer is checked to its last byte.
final class Load {
  private final InetSocketAddress server;
  private final int clients;
  private final Expected expected;
  private final ByteBuffer request;
  private final ByteBuffer arrived = ByteBuffer.allocateDirect(64 * 1024);

  private int toStart;
  private int underWay;
  private LoadResult.Tally tally = new LoadResult.Tally(0);

  /// `chunks` is what a stream should bring.
  Load(int port, int clients, boolean stream, int chunks) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.clients = clients;
    expected = new Expected(stream, chunks);
    request = requestBytes(port, Script.request(stream));
  }

  private static ByteBuffer requestBytes(int port, byte[] body) {
    var head = head(port, body.length);
    var bytes = ByteBuffer.allocateDirect(head.length + body.length);
    return bytes.put(head).put(body).flip().asReadOnlyBuffer();
  }

  /// What precedes a request's body.
  static byte[] head(int port, int length) {
    return """
    POST %s HTTP/1.1\r
    Host: 127.0.0.1:%s\r
    Authorization: Bearer %s\r
    Content-Type: application/json\r
    Content-Length: %s\r
    \r
    """
        .formatted(Script.PATH, port, Script.KEY, length)
        .getBytes(US_ASCII);
  }

  /// Makes so many calls, each of which succeeds, or fails and is counted; those that have not
  /// ended by the limit fail too.
  LoadResult run(int calls, Duration limit) throws IOException {
    toStart = calls;
    underWay = 0;
    tally = new LoadResult.Tally(calls);
    long start = System.nanoTime();
    long end = start + limit.toNanos();
    var connections = new ArrayList<Connection>();
    try (var selector = Selector.open()) {
      for (int i = 0; i < Math.min(clients, calls); i++) {
        var connection = new Connection(selector);
        connections.add(connection);
        connection.next();
      }
      while (underWay > 0 && System.nanoTime() < end) {
        selector.select(key -> ((Connection) key.attachment()).ready(key), 100);
      }
    } finally {
      for (var connection : connections) connection.close();
    }
    int unfinished = underWay + toStart;
    if (unfinished > 0) tally.fail(unfinished, "not ended after " + limit.toSeconds() + " s");
    return tally.result(System.nanoTime() - start);
  }

  private final class Connection {
    private final Selector selector;
    private final HttpAnswer answer = new HttpAnswer();
    private final ByteBuffer toSend = request.duplicate();
    private @Nullable SocketChannel channel;
    private long sentAt;
    private long firstByteAt;

    Connection(Selector selector) {
      this.selector = selector;
    }

    /// Starts the next call, if there is one.
    void next() {
      if (toStart == 0) return;
      toStart--;
      underWay++;
      answer.reset();
      toSend.rewind();
      firstByteAt = 0;
      sentAt = System.nanoTime();
      try {
        send(open());
      } catch (IOException e) {
        fail(e.toString());
      }
    }

    private SocketChannel open() throws IOException {
      if (channel == null) {
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
      }
      return channel;
    }

    private void send(SocketChannel open) throws IOException {
      open.write(toSend);
      var key = open.keyFor(selector);
      if (toSend.hasRemaining()) key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      else if ((key.interestOps() & SelectionKey.OP_WRITE) != 0) {
        key.interestOps(SelectionKey.OP_READ);
      }
    }

    void ready(SelectionKey key) {
      try {
        if (key.isWritable()) send((SocketChannel) key.channel());
        if (key.isReadable()) receive((SocketChannel) key.channel());
      } catch (IOException e) {
        fail(e.toString());
      }
    }

    private void receive(SocketChannel open) throws IOException {
      arrived.clear();
      if (open.read(arrived) < 0) throw new EOFException("closed by the server");
      arrived.flip();
      if (!arrived.hasRemaining()) return;
      if (answer.untouched()) firstByteAt = System.nanoTime();
      if (!answer.feed(arrived)) return;
      if (arrived.hasRemaining()) throw new ProtocolException("bytes after the answer");
      var fault = expected.fault(answer);
      if (fault != null) {
        fail(fault);
        return;
      }
      tally.succeed(firstByteAt - sentAt, System.nanoTime() - sentAt);
      underWay--;
      if (answer.closes()) close();
      next();
    }

    private void fail(String why) {
      close();
      underWay--;
      tally.fail(1, why);
      next();
    }

    void close() {
      if (channel == null) return;
      try {
        channel.close();
      } catch (IOException _) {
        // it is gone either way
      }
      channel = null;
    }
  }
}

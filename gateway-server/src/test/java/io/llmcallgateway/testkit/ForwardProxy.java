package io.llmcallgateway.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A forward proxy on loopback that sends every host to one server of the test: absolute URLs for
/// plain requests, tunnels for others. It keeps the request heads it receives.
public final class ForwardProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final boolean refusing;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CopyOnWriteArrayList<String> heads = new CopyOnWriteArrayList<>();

  private ForwardProxy(int target, boolean refusing) throws IOException {
    this.target = target;
    this.refusing = refusing;
    server = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("forward-proxy").start(this::accept);
  }

  /// Leads to that port of this machine.
  public static ForwardProxy to(int port) throws IOException {
    return new ForwardProxy(port, false);
  }

  /// Answers 407, whoever asks.
  public static ForwardProxy refusing() throws IOException {
    return new ForwardProxy(0, true);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// As variables name it, with these credentials before its host.
  public String address(String credentials) {
    return "http://" + credentials + "127.0.0.1:" + port();
  }

  /// The heads of requests and tunnels, in their order.
  public List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        open.add(client);
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new BufferedInputStream(client.getInputStream());
      var head = head(in);
      if (head.isEmpty()) return;
      heads.add(head);
      var out = client.getOutputStream();
      if (refusing) {
        out.write(
            "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
                .getBytes(ISO_8859_1));
        out.flush();
        return;
      }
      try (var there = new Socket(InetAddress.ofLiteral("127.0.0.1"), target)) {
        open.add(there);
        if (head.startsWith("CONNECT ")) {
          out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1));
          out.flush();
        } else {
          // One request for each connection, so that each head is seen.
          var plain =
              head.replaceFirst("^(\\S+) http://[^/]+", "$1 ")
                  .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
          there.getOutputStream().write(plain.getBytes(ISO_8859_1));
        }
        Thread.startVirtualThread(() -> pump(in, there));
        there.getInputStream().transferTo(out);
        out.flush();
      }
    } catch (IOException _) {
      // either side has left
    } finally {
      open.remove(client);
    }
  }

  private static void pump(InputStream from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      var bytes = new byte[8192];
      for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
        out.write(bytes, 0, n);
        out.flush();
      }
    } catch (IOException _) {
      // either side has left
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) return "";
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) socket.close();
  }
}

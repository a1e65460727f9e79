package io.llmcallgateway.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// A provider that speaks TLS with a certificate of an unknown authority, for `localhost`,
/// `127.0.0.1` and `vendor.example`. It gives each request the same answer.
public final class TlsUpstream implements AutoCloseable {
  /// The authority's certificate.
  public static final Path AUTHORITY =
      Path.of("src/test/resources/tls/authority.pem").toAbsolutePath();

  private static final char[] PASSWORD = "loopback".toCharArray();

  private final SSLServerSocket server;
  private final byte[] answer;
  private final CopyOnWriteArrayList<String> heads = new CopyOnWriteArrayList<>();

  private TlsUpstream(String json) throws Exception {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = TlsUpstream.class.getResourceAsStream("/tls/server.p12")) {
      keys.load(in, PASSWORD);
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    answer = json.getBytes(UTF_8);
    Thread.ofVirtual().name("tls-upstream").start(this::accept);
  }

  public static TlsUpstream answering(String json) throws Exception {
    return new TlsUpstream(json);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// The heads of requests, in their order.
  public List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new BufferedInputStream(client.getInputStream());
      var head = new StringBuilder();
      for (var line = HttpMessage.line(in); line != null && !line.isEmpty(); ) {
        head.append(line).append('\n');
        line = HttpMessage.line(in);
      }
      int length = 0;
      for (var line : head.toString().split("\n", -1)) {
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      in.readNBytes(length);
      heads.add(head.toString());
      var out = client.getOutputStream();
      out.write(
          ("HTTP/1.1 200 OK\r\n"
                  + "Content-Type: application/json\r\n"
                  + "Connection: close\r\n"
                  + "Content-Length: "
                  + answer.length
                  + "\r\n\r\n")
              .getBytes(UTF_8));
      out.write(answer);
      out.flush();
    } catch (IOException _) {
      // a handshake that failed
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

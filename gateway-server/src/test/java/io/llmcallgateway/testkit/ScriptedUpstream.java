package io.llmcallgateway.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A provider on a loopback socket that does what the test tells it, byte for byte: each request
/// takes the next script, and where none is left the standing answer (at first an OpenAI-like one
/// chosen by the request). It keeps every request it got.
public final class ScriptedUpstream implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger playing = new AtomicInteger();
  private final Set<UpstreamConnection> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final LinkedBlockingQueue<Received> arrived = new LinkedBlockingQueue<>();
  private final CopyOnWriteArrayList<Received> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Script> standing = OpenAiLike::answer;

  private ScriptedUpstream(int port) throws IOException {
    server = new ServerSocket(port, 1_000, InetAddress.ofLiteral("127.0.0.1"));
    OpenThings.ALL.add(this);
    Thread.ofVirtual().name("scripted-upstream").start(this::accept);
  }

  /// An upstream on a free port whose first requests take these scripts.
  public static ScriptedUpstream start(Script... scripts) throws IOException {
    return startOn(0, scripts);
  }

  public static ScriptedUpstream startOn(int port, Script... scripts) throws IOException {
    var upstream = new ScriptedUpstream(port);
    upstream.next(scripts);
    return upstream;
  }

  /// A base URL on which nothing listens, so that connections are refused.
  public static String refusingBaseUrl() throws IOException {
    try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return "http://127.0.0.1:" + closed.getLocalPort() + "/v1";
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// What goes into `base-url` of an OpenAI-compatible provider.
  public String baseUrl() {
    return uri() + "/v1";
  }

  /// Scripts for the next requests, one each, after those already waiting.
  @SuppressWarnings("CanIgnoreReturnValueSuggester")
  public void next(Script... more) {
    scripts.addAll(List.of(more));
  }

  /// What requests get when no script is left.
  public void always(Script script) {
    standing = _ -> script;
  }

  public void always(Function<Received, Script> choice) {
    standing = choice;
  }

  /// Forgets scripts, requests and the standing answer: the state after the start. For tests that
  /// share an upstream.
  public void reset() {
    scripts.clear();
    arrived.clear();
    requests.clear();
    standing = OpenAiLike::answer;
  }

  /// Every request since the start (or the reset).
  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /// The next request not yet taken; fails the test when none comes within ten seconds.
  public Received take() throws InterruptedException {
    var request = arrived.poll(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (request == null) throw new AssertionError("no request reached the upstream");
    return request;
  }

  /// Whether the client of the last request closes its connection within `patience`.
  public boolean awaitClientGone(Duration patience) throws InterruptedException {
    return requests.getLast().awaitClientGone(patience);
  }

  /// Connections that are open now, idle ones included.
  public int openConnections() {
    return open.size();
  }

  /// Connections since the start.
  public int allConnections() {
    return connections.get();
  }

  /// Scripts that are being played now.
  public int activeScripts() {
    return playing.get();
  }

  private void accept() {
    try {
      while (true) {
        var connection =
            new UpstreamConnection(this, server.accept(), connections.incrementAndGet());
        open.add(connection);
        Thread.startVirtualThread(
            () -> {
              try {
                connection.serve();
              } finally {
                open.remove(connection);
              }
            });
      }
    } catch (IOException _) {
      // closed
    }
  }

  void received(Received request) {
    requests.add(request);
    arrived.add(request);
  }

  Script scriptFor(Received request) {
    var script = scripts.poll();
    return script == null ? standing.apply(request) : script;
  }

  void playing(int change) {
    playing.addAndGet(change);
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(UpstreamConnection::close);
    OpenThings.ALL.remove(this);
  }
}

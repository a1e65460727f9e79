package io.llmcallgateway.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The smallest proxy that does a gateway's unavoidable work: it parses the JSON both ways, pulls
/// the upstream on the call's virtual thread and writes once per burst. No logs, metrics or checks.
final class BareProxy implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_CONNECTIONS = 20_000;

  private final HttpClient client = new HttpClient();
  private final Server server = new Server(unlimitedVirtualThreads());
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final String upstream;

  BareProxy(int port, int upstreamPort) throws Exception {
    upstream = "http://127.0.0.1:" + upstreamPort + Script.PATH;
    client.setExecutor(unlimitedVirtualThreads());
    client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(MAX_CONNECTIONS);
    client.start();
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setAcceptQueueSize(4096);
    server.addConnector(connector);
    server.setHandler(new Passing());
    server.start();
  }

  private static VirtualThreadPool unlimitedVirtualThreads() {
    var pool = new VirtualThreadPool();
    pool.setMaxConcurrentTasks(0);
    return pool;
  }

  int port() {
    return connector.getLocalPort();
  }

  private final class Passing extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      ObjectNode body;
      try (var input = Content.Source.asInputStream(request)) {
        body = (ObjectNode) JSON.readTree(input.readAllBytes());
      }
      boolean stream = body.path("stream").asBoolean(false);
      body.put("model", "x");
      var outbound =
          client
              .newRequest(upstream)
              .method("POST")
              .headers(headers -> headers.put("authorization", "Bearer x"))
              .body(new BytesRequestContent("application/json", JSON.writeValueAsBytes(body)));
      if (stream) stream(outbound, response, callback);
      else plain(outbound, response, callback);
      return true;
    }
  }

  private static void plain(
      org.eclipse.jetty.client.Request outbound, Response response, Callback callback)
      throws Exception {
    byte[] answer = outbound.send().getContent();
    long tokens = JSON.readTree(answer).path("usage").path("total_tokens").asLong();
    response.getHeaders().put("content-type", "application/json").put("x-tokens", "" + tokens);
    response.write(true, ByteBuffer.wrap(answer), callback);
  }

  private static void stream(
      org.eclipse.jetty.client.Request outbound, Response response, Callback callback)
      throws Exception {
    var arrived = new CompletableFuture<Content.Source>();
    outbound.onResponseContentSource((_, source) -> arrived.complete(source));
    outbound.send(
        result -> {
          if (result.isFailed()) arrived.completeExceptionally(result.getFailure());
        });
    response.getHeaders().put("content-type", "text/event-stream");
    pump(arrived.get(30, TimeUnit.SECONDS), response);
    response.write(true, ByteBuffer.allocate(0), callback);
  }

  /// Whole events go out when the source runs dry, all that have arrived in one write.
  private static void pump(Content.Source source, Response response) throws Exception {
    var splitter = new Splitter();
    var more = new Semaphore(0);
    while (true) {
      var chunk = source.read();
      if (chunk == null) {
        splitter.writeTo(response);
        source.demand(more::release);
        more.acquire();
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) throw new IOException(chunk.getFailure());
      boolean last = chunk.isLast();
      splitter.add(chunk.getByteBuffer());
      chunk.release();
      if (last) break;
    }
    splitter.writeTo(response);
  }

  /// Cuts bytes into events and parses each one's JSON.
  private static final class Splitter {
    private static final int DATA = "data: ".length();

    private final byte[] buffer = new byte[20_000];
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(512);
    private int length;

    void add(ByteBuffer bytes) {
      int from = Math.max(1, length);
      int end = length + bytes.remaining();
      bytes.get(buffer, length, bytes.remaining());
      int start = 0;
      for (int at = from; at < end; at++) {
        if (buffer[at] != '\n' || buffer[at - 1] != '\n') continue;
        parse(start, at - 1);
        pending.write(buffer, start, at + 1 - start);
        start = at + 1;
      }
      length = end - start;
      System.arraycopy(buffer, start, buffer, 0, length);
    }

    private void parse(int start, int end) {
      int json = start + DATA;
      if (json < end && buffer[json] == '{') {
        var _ = JSON.readTree(buffer, json, end - json).path("usage");
      }
    }

    void writeTo(Response response) throws IOException, InterruptedException {
      if (pending.size() == 0) return;
      var written = new Callback.Completable();
      response.write(false, ByteBuffer.wrap(pending.toByteArray()), written);
      pending.reset();
      try {
        var _ = written.get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    LifeCycle.stop(client);
  }

  public static void main(String[] arguments) {
    int status = new CommandLine(new Arguments()).execute(arguments);
    if (status != 0) System.exit(status);
  }

  @Command(name = "BareProxy", mixinStandardHelpOptions = true)
  private static final class Arguments implements Callable<Integer> {
    @Option(names = "--port", description = "0 for any free one", defaultValue = "8108")
    private int port;

    @Option(names = "--upstream", description = "port of the upstream", defaultValue = "9100")
    private int upstream;

    @Override
    @SuppressWarnings("resource") // it serves until the process ends
    public Integer call() throws Exception {
      System.out.println("listening on " + new BareProxy(port, upstream).port());
      return 0;
    }
  }
}

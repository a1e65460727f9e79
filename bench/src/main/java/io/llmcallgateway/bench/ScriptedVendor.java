package io.llmcallgateway.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// An upstream that answers by script on one event loop. Each chunk of a stream is one write; the
/// next follows when it has left, so that many streams share the loop in turn.
final class ScriptedVendor implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Buffer answer = Buffer.buffer(Script.answer());
  private final Buffer chunk = Buffer.buffer(Script.chunk());
  private final Buffer ending = Buffer.buffer(Script.ending());
  private final int chunks;
  private final long gapMillis;
  private final HttpServer server;

  /// Listens on `port` of the loopback interface, 0 for any; `gapMillis` lie between two chunks.
  ScriptedVendor(int port, int chunks, long gapMillis) throws Exception {
    this.chunks = chunks;
    this.gapMillis = gapMillis;
    var options = new HttpServerOptions().setHost("127.0.0.1").setPort(port).setTcpNoDelay(true);
    var listening = vertx.createHttpServer(options).requestHandler(this::serve).listen();
    server = listening.await(10, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  private void serve(HttpServerRequest request) {
    var _ =
        request
            .body()
            .onSuccess(
                body -> {
                  var asked = body.toString();
                  if (asked.contains("\"stream\":true")) stream(request.response());
                  else if (asked.contains(Script.REFUSE)) refuse(request.response());
                  else plain(request.response());
                });
  }

  private void plain(HttpServerResponse response) {
    var _ = response.putHeader("content-type", "application/json").end(answer);
  }

  private static void refuse(HttpServerResponse response) {
    response.setStatusCode(400).putHeader("content-type", "application/json");
    var _ = response.end(Script.refusal());
  }

  private void stream(HttpServerResponse response) {
    var _ = response.setChunked(true).putHeader("content-type", "text/event-stream");
    if (gapMillis > 0) timed(response, chunks);
    else burst(vertx.getOrCreateContext(), response, chunks);
  }

  private void burst(Context loop, HttpServerResponse response, int left) {
    if (response.closed()) return;
    if (left == 0) {
      var _ = response.end(ending);
      return;
    }
    var _ =
        response
            .write(chunk)
            .onComplete(_ -> loop.runOnContext(_ -> burst(loop, response, left - 1)));
  }

  private void timed(HttpServerResponse response, int left) {
    if (response.closed()) return;
    if (left == 0) {
      var _ = response.end(ending);
      return;
    }
    var _ = response.write(chunk);
    vertx.setTimer(gapMillis, _ -> timed(response, left - 1));
  }

  @Override
  public void close() {
    var _ = vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  public static void main(String[] arguments) {
    int status = new CommandLine(new Arguments()).execute(arguments);
    if (status != 0) System.exit(status);
  }

  @Command(name = "ScriptedVendor", mixinStandardHelpOptions = true)
  private static final class Arguments implements Callable<Integer> {
    @Option(names = "--port", description = "0 for any free one", defaultValue = "9100")
    private int port;

    @Option(names = "--chunks", description = "chunks of a stream", defaultValue = "100")
    private int chunks;

    @Option(names = "--gap", description = "ms between two chunks", defaultValue = "0")
    private long gap;

    @Override
    @SuppressWarnings("resource") // it serves until the process ends
    public Integer call() throws Exception {
      System.out.println("listening on " + new ScriptedVendor(port, chunks, gap).port());
      return 0;
    }
  }
}

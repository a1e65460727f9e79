package io.llmcallgateway.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/// Posts JSON to addresses that an operator has configured. Follows no redirects, which would send
/// the message elsewhere. The HTTP client is created by the first post. Thread-safe.
public final class JsonPoster implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  private final OutboundOptions outside;
  private @Nullable HttpClient client;

  public JsonPoster(OutboundOptions outside) {
    this.outside = outside;
  }

  /// A reply's status and body.
  public record Reply(int status, String body) {}

  /// Posts and waits for the whole reply.
  ///
  /// @param most the longest wait
  public Reply post(URI to, byte[] json, Duration most) throws IOException, InterruptedException {
    try {
      var answer =
          client()
              .newRequest(to)
              .method(HttpMethod.POST)
              .timeout(most.toMillis(), TimeUnit.MILLISECONDS)
              .body(new BytesRequestContent("application/json; charset=utf-8", json))
              .send();
      return new Reply(answer.getStatus(), answer.getContentAsString());
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("not within " + most.toSeconds() + " s", e);
    }
  }

  private synchronized HttpClient client() throws IOException {
    if (client != null) return client;
    var made = new OutboundClient(outside);
    var threads = new VirtualThreadPool();
    threads.setName("post");
    made.setExecutor(threads);
    made.setConnectTimeout(CONNECTING.toMillis());
    made.setFollowRedirects(false);
    try {
      made.start();
    } catch (Exception e) {
      throw new IOException("the client for posting could not start", e);
    }
    made.getProtocolHandlers().clear(); // a 401 is an answer like any other
    client = made;
    return made;
  }

  @Override
  public synchronized void close() {
    try {
      if (client != null) client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the client for posting did not stop", e);
    }
  }
}

package io.llmcallgateway.testkit;

import io.llmcallgateway.model.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A request as the scripted upstream received it, byte for byte.
public final class Received {
  private final HttpMessage message;
  private final int connection;
  private final CompletableFuture<Long> gone;
  private volatile boolean played;

  Received(HttpMessage message, int connection, CompletableFuture<Long> gone) {
    this.message = message;
    this.connection = connection;
    this.gone = gone;
  }

  public String method() {
    return message.startLine().split(" ", 3)[0];
  }

  /// The path and query as they were sent, nothing decoded.
  public String target() {
    return message.startLine().split(" ", 3)[1];
  }

  /// The headers in their order, names in their case.
  public Headers headers() {
    return message.headers();
  }

  public @Nullable String header(String name) {
    return message.headers().first(name);
  }

  /// All values of a header.
  public List<String> values(String name) {
    return message.values(name);
  }

  public byte[] body() {
    return message.body();
  }

  public String text() {
    return new String(message.body(), StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    return JsonMapper.shared().readTree(message.body());
  }

  /// Which of the upstream's connections it came on, from 1.
  public int connection() {
    return connection;
  }

  /// Whether the whole script for it has been played.
  public boolean played() {
    return played;
  }

  void markPlayed() {
    played = true;
  }

  /// Waits for the client to close or reset the connection this request came on. False when it has
  /// not within `patience`.
  public boolean awaitClientGone(Duration patience) throws InterruptedException {
    try {
      gone.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException broken) {
      throw new AssertionError(broken);
    }
  }

  /// When the client went, as `System.nanoTime()`; null while it has not.
  public @Nullable Long goneAt() {
    return gone.getNow(null);
  }

  @Override
  public String toString() {
    return message.startLine() + "\n" + text();
  }
}

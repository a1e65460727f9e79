package io.llmcallgateway.upstream;

import io.llmcallgateway.model.GatewayException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A reply whose request is sent once more, on a fresh connection, if the provider had closed the
/// pooled connection just when the request was sent, so that not a byte was answered. After any
/// other failure nothing is sent again, since the provider may have worked on the request.
final class RetriedReply implements UpstreamReply {
  /// Sends the request again.
  @FunctionalInterface
  interface Retry {
    /// Sends the request on a fresh connection and returns its reply.
    HttpReply send();
  }

  private final Retry retry;
  private HttpReply current;
  private boolean repeated;

  RetriedReply(HttpReply first, Retry retry) {
    this.current = first;
    this.retry = retry;
  }

  @Override
  public @Nullable Head head() {
    try {
      return current.head();
    } catch (GatewayException e) {
      if (repeated || !current.wasStale()) throw e;
      repeated = true;
      current.close();
      current = retry.send();
      return null;
    }
  }

  @Override
  public @Nullable ByteBuffer read() {
    return current.read();
  }

  @Override
  public void demand() {
    current.demand();
  }

  @Override
  public boolean ended() {
    return current.ended();
  }

  @Override
  public Transfer transfer() {
    return current.transfer();
  }

  @Override
  public void close() {
    current.close();
  }
}

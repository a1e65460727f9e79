package io.llmcallgateway.upstream;

import io.llmcallgateway.model.GatewayException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A reply that is asked for once more, on a fresh connection, where the kept connection turns out
/// to have been closed by the provider: that happens at the moment in which the request is sent,
/// and not a byte is answered. Nothing else is sent twice, since it may have been worked on.
final class RetriedReply implements UpstreamReply {
  private final Supplier<HttpReply> again;
  private HttpReply current;
  private boolean repeated;

  RetriedReply(HttpReply first, Supplier<HttpReply> again) {
    this.current = first;
    this.again = again;
  }

  @Override
  public @Nullable Head head() {
    try {
      return current.head();
    } catch (GatewayException e) {
      if (repeated || !current.wasStale()) throw e;
      repeated = true;
      current.close();
      current = again.get();
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
  public void close() {
    current.close();
  }
}

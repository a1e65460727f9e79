package io.llmcallgateway.upstream;

import io.llmcallgateway.model.GatewayException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A reply to a request that is sent once its credentials have been fetched. Until then it has no
/// head, so that the call waits for the credentials within its own deadline.
final class AuthorizedReply implements UpstreamReply {
  private final CompletableFuture<Authorization> credentials;
  private final Sending sending;
  private @Nullable UpstreamReply sent;
  private boolean closed;

  /// Sends the request.
  interface Sending {
    UpstreamReply send(Authorization authorization);
  }

  AuthorizedReply(
      CompletableFuture<Authorization> credentials, Sending sending, WakeSignal signal) {
    this.credentials = credentials;
    this.sending = sending;
    var _ = credentials.whenComplete((_, _) -> signal.wake());
  }

  /// Returns the fetched credentials, or throws the failure to fetch them.
  static Authorization of(CompletableFuture<Authorization> credentials) {
    try {
      return credentials.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof GatewayException known) throw known;
      throw e;
    }
  }

  @Override
  public @Nullable Head head() {
    if (sent == null) {
      if (closed || !credentials.isDone()) return null;
      sent = sending.send(of(credentials));
    }
    return sent.head();
  }

  @Override
  public @Nullable ByteBuffer read() {
    return sent == null ? null : sent.read();
  }

  @Override
  public void demand() {
    if (sent != null) sent.demand();
  }

  @Override
  public boolean ended() {
    return sent != null && sent.ended();
  }

  @Override
  public Transfer transfer() {
    return sent == null ? Transfer.UNKNOWN : sent.transfer();
  }

  @Override
  public void close() {
    closed = true;
    if (sent != null) sent.close();
  }
}

package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A provider's reply, read by the call's thread alone. No method blocks: each says if nothing has
/// arrived yet, and the call's `WakeSignal` wakes the thread later. A reply that fails throws a
/// `GatewayException` whose failure names the provider.
public interface UpstreamReply extends AutoCloseable {
  /// The status and headers of a reply.
  record Head(int status, Headers headers) {}

  /// Returns the head, or null while it has not arrived.
  @Nullable Head head();

  /// Returns the next bytes, valid until the next call of `read` or `close`; null if none have
  /// arrived (then call `demand`) or if the body has ended.
  @Nullable ByteBuffer read();

  /// Asks for a wake-up when `read` would return bytes or the end. To be called after `read`
  /// returned null, unless the body has ended.
  void demand();

  /// True if the body has been read to its end.
  boolean ended();

  /// Returns what is known by now of the way of the request.
  default Transfer transfer() {
    return Transfer.UNKNOWN;
  }

  /// Ends the reply, and cancels the request if the body has not ended. Idempotent.
  @Override
  void close();
}

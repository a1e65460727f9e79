package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A provider's reply, pulled by the call's thread alone. No method blocks: where nothing has
/// arrived yet they say so, and the doorbell rings later. A reply that fails throws a
/// `GatewayException` whose failure names the provider.
public interface UpstreamReply extends AutoCloseable {
  /// Status and headers of a reply.
  record Head(int status, Headers headers) {}

  /// The head, or null while it has not arrived.
  @Nullable Head head();

  /// The next bytes, valid until the next call of `read` or `close`; null when none have arrived
  /// (then `demand`) or when the body has ended.
  @Nullable ByteBuffer read();

  /// Asks for the bell to ring when `read` has news. After `read` gave null and `ended` is false.
  void demand();

  /// Whether the body has been read to its end.
  boolean ended();

  /// Ends the reply: cancels the request where the body has not ended. Idempotent.
  @Override
  void close();
}

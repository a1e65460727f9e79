package io.llmcallgateway.http;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// The pieces of one request's body as they arrive: within `patience`, which is extended by one
/// second for every 16 KB. One thread.
final class RequestChunks {
  private static final int SLOWEST_BYTES_PER_SECOND = 16 * 1024;

  private final Request request;
  private final long patience;
  private final long start = System.nanoTime();
  private final Semaphore arrived = new Semaphore(0);

  RequestChunks(Request request, Duration patience) {
    this.request = request;
    this.patience = patience.toNanos();
  }

  /// Waits for the next piece, which is to be released.
  ///
  /// @param length of those before it, in bytes
  /// @throws IOException if the client has left
  Content.Chunk next(long length) throws IOException, InterruptedException {
    while (true) {
      var chunk = request.read();
      if (chunk == null) {
        request.demand(arrived::release);
        long allowed = patience + length * 1_000_000_000L / SLOWEST_BYTES_PER_SECOND;
        long left = start + allowed - System.nanoTime();
        if (!arrived.tryAcquire(left, TimeUnit.NANOSECONDS)) throw tooSlow();
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) throw failure(chunk.getFailure());
      return chunk;
    }
  }

  private static GatewayException tooSlow() {
    return new GatewayException(
        Failure.of(Failure.Kind.CLIENT_TIMEOUT, "The request body took too long to arrive."));
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof HttpException http) {
      throw new GatewayException(
          Failure.of(
              http.getCode() == 408 ? Failure.Kind.CLIENT_TIMEOUT : Failure.Kind.INVALID_REQUEST,
              "The request body could not be read: " + http.getReason() + "."),
          cause);
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}

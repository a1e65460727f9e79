package io.llmcallgateway.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads and discards the rest of a body after its request has been answered. Most clients write
/// their whole body before they read: closing the connection early would reset it, and the client
/// would lose the error answer. Limited in size and time.
final class UnreadBody {
  private static final long MOST_BYTES = 256L << 20;
  private static final Duration MOST_TIME = Duration.ofSeconds(30);

  /// A client that has sent nothing for this time waits for the gateway.
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(2);

  private UnreadBody() {}

  static void drain(Request request) throws InterruptedException {
    if (request.getHeaders().contains("expect"))
      return; // the client sends the body only after `100 Continue`
    var arrived = new Semaphore(0);
    long end = System.nanoTime() + MOST_TIME.toNanos();
    long read = 0;
    while (read < MOST_BYTES) {
      var chunk = request.read();
      if (chunk == null) {
        request.demand(arrived::release);
        long left = Math.min(SILENCE, end - System.nanoTime());
        if (left <= 0 || !arrived.tryAcquire(left, TimeUnit.NANOSECONDS)) return;
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) return;
      read += chunk.remaining();
      boolean last = chunk.isLast();
      chunk.release();
      if (last) return;
    }
  }
}

package io.llmcallgateway.relay.call;

import io.llmcallgateway.upstream.WakeSignal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The waiting of one thread for news from its provider, which does not lose sight of the client.
/// Watching the client costs a turn of the selector, so it begins only when a wait gets long.
public final class ClientWaiting implements AutoCloseable {
  private static final long WATCH_AFTER = TimeUnit.MILLISECONDS.toNanos(25);

  private final WakeSignal signal;
  private final @Nullable CallReply reply;
  private boolean watched;

  private ClientWaiting(@Nullable CallReply reply) {
    this.signal = new WakeSignal();
    this.reply = reply;
  }

  /// Returns the waiting of the current thread that notices when the client leaves.
  public static ClientWaiting watching(CallReply reply) {
    return new ClientWaiting(reply);
  }

  /// Returns the waiting of the current thread where another watches the client.
  public static ClientWaiting unwatched() {
    return new ClientWaiting(null);
  }

  /// Returns the signal that ends a wait.
  public WakeSignal signal() {
    return signal;
  }

  /// Waits for the signal. Returns false when `deadline` (of `System.nanoTime`) has passed. Throws
  /// a `ClientGoneException` when the client has left.
  public boolean until(long deadline) throws InterruptedException {
    if (reply == null) return signal.await(deadline - System.nanoTime());
    if (!watched) {
      long left = deadline - System.nanoTime();
      if (signal.await(Math.min(left, WATCH_AFTER))) return true;
      if (left <= WATCH_AFTER) return false;
      watched = true;
      reply.watch(signal);
    }
    boolean woken = signal.await(deadline - System.nanoTime());
    if (reply.gone()) throw new ClientGoneException(null);
    return woken;
  }

  @Override
  public void close() {
    if (watched && reply != null) reply.unwatch(signal);
  }
}

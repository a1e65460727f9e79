package io.llmcallgateway.relay.call;

import io.llmcallgateway.upstream.WakeSignal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells how a call's thread waits for news from its provider without losing sight of its client.
/// Watching the client costs a selector's turn, so it begins only when a wait gets long.
public final class ClientWaiting {
  private static final long WATCH_AFTER = TimeUnit.MILLISECONDS.toNanos(25);

  private final WakeSignal bell;
  private final @Nullable Reply reply;
  private boolean watched;

  public ClientWaiting(WakeSignal bell, Reply reply) {
    this.bell = bell;
    this.reply = reply;
  }

  /// Without a client to watch: another thread does that.
  public ClientWaiting(WakeSignal bell) {
    this.bell = bell;
    this.reply = null;
  }

  /// Waits for a ring. False when `deadline` (of `System.nanoTime`) has passed.
  public boolean until(long deadline) throws InterruptedException {
    if (reply == null) return bell.await(deadline - System.nanoTime());
    if (!watched) {
      long left = deadline - System.nanoTime();
      if (bell.await(Math.min(left, WATCH_AFTER))) return true;
      if (left <= WATCH_AFTER) return false;
      watched = true;
      reply.watch(bell::ring);
    }
    boolean rung = bell.await(deadline - System.nanoTime());
    if (reply.gone()) throw new ClientGoneException(null);
    return rung;
  }
}

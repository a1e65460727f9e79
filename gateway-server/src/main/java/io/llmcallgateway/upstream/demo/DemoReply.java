package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.WakeSignal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Plays a script: each event is there once its time has come.
final class DemoReply implements UpstreamReply {
  /// Events whose time has come are handed over together, up to about this size.
  private static final int BURST_BYTES = 8 * 1024;

  private final Script script;
  private final Ticker ticker;
  private final WakeSignal bell;
  private final long start;
  private @Nullable Event next;
  private Ticker.@Nullable Alarm alarm;
  private boolean ended;
  private boolean closed;

  DemoReply(Script script, Ticker ticker, WakeSignal bell) {
    this.script = script;
    this.ticker = ticker;
    this.bell = bell;
    this.start = ticker.now();
    if (script.headAfter() == 0) {
      bell.ring();
    } else if (script.headAfter() != Script.NEVER) {
      alarm = ticker.at(start + script.headAfter(), bell::ring);
    }
  }

  @Override
  public @Nullable Head head() {
    return ticker.now() - start < script.headAfter() ? null : script.head();
  }

  @Override
  public @Nullable ByteBuffer read() {
    if (closed || head() == null || !hasDue()) return null;
    var first = take();
    if (!hasDue()) return first;
    var burst = ByteBuffer.allocate(Math.max(BURST_BYTES, first.remaining())).put(first);
    while (hasDue() && peek().bytes().remaining() <= burst.remaining()) burst.put(take());
    return burst.flip();
  }

  private boolean hasDue() {
    if (next == null && !script.events().hasNext()) {
      ended = true;
      return false;
    }
    return ticker.now() - start >= dueAfter(peek());
  }

  private Event peek() {
    var event = next == null ? script.events().next() : next;
    next = event;
    return event;
  }

  private ByteBuffer take() {
    var bytes = peek().bytes();
    next = null;
    return bytes;
  }

  private long dueAfter(Event event) {
    return (long) (event.tokens() * script.perToken());
  }

  @Override
  public void demand() {
    if (closed) return;
    if (hasDue() || ended) {
      bell.ring();
      return;
    }
    if (alarm != null) alarm.cancel();
    alarm = ticker.at(start + dueAfter(peek()), bell::ring);
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    closed = true;
    if (alarm != null) alarm.cancel();
    next = null;
  }
}

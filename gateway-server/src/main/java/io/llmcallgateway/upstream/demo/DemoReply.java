package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.WakeSignal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A reply that follows a script: each chunk is available once it is due.
final class DemoReply implements UpstreamReply {
  /// The size up to which due chunks are handed over together.
  private static final int BURST_BYTES = 8 * 1024;

  private final ReplyScript script;
  private final AlarmClock alarms;
  private final WakeSignal signal;
  private final long start;
  private @Nullable BodyChunk next;
  private AlarmClock.@Nullable Alarm alarm;
  private boolean ended;
  private boolean closed;

  DemoReply(ReplyScript script, AlarmClock alarms, WakeSignal signal) {
    this.script = script;
    this.alarms = alarms;
    this.signal = signal;
    this.start = alarms.now();
    if (script.headAfter() == 0) {
      signal.wake();
    } else if (script.headAfter() != ReplyScript.NEVER) {
      alarm = alarms.at(start + script.headAfter(), signal::wake);
    }
  }

  @Override
  public @Nullable Head head() {
    return alarms.now() - start < script.headAfter() ? null : script.head();
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
    if (next == null && !script.chunks().hasNext()) {
      ended = true;
      return false;
    }
    return alarms.now() - start >= dueAfter(peek());
  }

  private BodyChunk peek() {
    var chunk = next == null ? script.chunks().next() : next;
    next = chunk;
    return chunk;
  }

  private ByteBuffer take() {
    var bytes = peek().bytes();
    next = null;
    return bytes;
  }

  private long dueAfter(BodyChunk chunk) {
    return (long) (chunk.tokens() * script.perToken());
  }

  @Override
  public void demand() {
    if (closed) return;
    if (hasDue() || ended) {
      signal.wake();
      return;
    }
    if (alarm != null) alarm.cancel();
    alarm = alarms.at(start + dueAfter(peek()), signal::wake);
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

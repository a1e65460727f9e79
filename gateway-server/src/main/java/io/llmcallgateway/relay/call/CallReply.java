package io.llmcallgateway.relay.call;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.upstream.WakeSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The client's side of one call: sends the answer, keeps what has been sent for the record, and
/// knows whether an attempt has committed to its answer, after which no other may be made. One
/// thread at a time, but for the watch.
public final class CallReply {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Reply reply;
  private final ByteBudget.Reservation held;
  private final int kept;
  private final List<WakeSignal> watchers = new CopyOnWriteArrayList<>();
  private @Nullable Capture stream;
  private @Nullable String streamType;
  private @Nullable Body whole;
  private ByteBuffer last = NOTHING;
  private boolean committed;
  private boolean ended;

  /// @param held the room that captured bytes take
  /// @param kept the most that is kept of a stream, in bytes
  public CallReply(Reply reply, ByteBudget.Reservation held, int kept) {
    this.reply = reply;
    this.held = held;
    this.kept = kept;
  }

  /// Wakes the owner of the signal when the client leaves, until `unwatch`. For waits that are long
  /// enough to care.
  void watch(WakeSignal signal) {
    watchers.add(signal);
    reply.watch(this::wakeAll);
  }

  void unwatch(WakeSignal signal) {
    watchers.remove(signal);
  }

  private void wakeAll() {
    for (var watcher : watchers) watcher.wake();
  }

  /// Returns whether the client is known to have left.
  boolean gone() {
    return reply.gone();
  }

  /// Returns whether status and headers are settled.
  public boolean started() {
    return reply.started();
  }

  /// Returns whether the client has content of an attempt, so that no other may be made.
  public boolean committed() {
    return committed;
  }

  /// Returns the headers that have been settled.
  public Headers headers() {
    return reply.headers();
  }

  /// Commits to an answer whose length is known, which `end` sends.
  public void startWhole(int status, Headers headers, Body body) {
    whole = body;
    last = ByteBuffer.wrap(body.toByteArray());
    committed = true;
    reply.start(status, headers, body.size());
  }

  /// Commits to a plain answer that goes out as it comes.
  public void startLong(int status, Headers headers, Reply.Trailers trailers) {
    reply.trailers(trailers);
    committed = true;
    reply.start(status, headers, -1);
  }

  /// Notes the beginning of a plain answer that has gone out as it came.
  public void keepLong(Body beginning) {
    whole = beginning;
  }

  /// Settles status and headers of a stream; it is not committed before it has content.
  public void startStream(int status, Headers headers, String contentType) {
    streamType = contentType;
    if (stream == null) stream = new Capture(kept, held);
    reply.start(status, headers, -1);
  }

  /// Keeps the stream by reference to what a provider has sent, as far as both are the same bytes.
  public void follow(Capture received) {
    if (!started()) stream = received.follower(kept);
  }

  /// Notes that the client has content.
  public void commit() {
    committed = true;
  }

  /// Sends bytes. Throws an `IOException` when the client is gone.
  public void write(ByteBuffer bytes) throws IOException {
    if (streamType != null && stream != null) stream.add(bytes);
    reply.write(bytes);
  }

  /// Notes the last bytes, which `end` sends.
  public void last(ByteBuffer bytes) {
    if (streamType != null && stream != null) stream.add(bytes);
    last = bytes;
  }

  /// Sends the last bytes and ends the answer, once. Throws an `IOException` when the client is
  /// gone.
  public void end() throws IOException {
    if (ended) return;
    ended = true;
    reply.end(last);
  }

  /// Breaks a started answer off so that the client sees that it is not whole; one that has ended
  /// stays as it is.
  public void abort() {
    if (ended) return;
    ended = true;
    reply.abort();
  }

  /// Returns the whole answer or error, or the beginning of a long one; null where there is none.
  public @Nullable Body whole() {
    return whole;
  }

  /// Returns what has been sent of a stream: the provider's own bytes where it got just those; null
  /// where no stream was begun.
  public @Nullable Capture stream() {
    var sent = stream;
    return streamType == null || sent == null ? null : sent.orFollowed();
  }

  public @Nullable String streamType() {
    return streamType;
  }
}

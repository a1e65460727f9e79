package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.limit.HeapEstimate;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.relay.call.Capture;
import io.llmcallgateway.relay.call.Reply;
import io.llmcallgateway.relay.record.ReturnedModel;
import io.llmcallgateway.relay.translation.StreamTransform;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.wire.BrokenFrameException;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.EventTooLargeException;
import io.llmcallgateway.wire.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Carries a streamed answer back, frame by frame, by way of its `StreamTransform`: pulls what the
/// provider has sent and writes once per burst. What is without content is held back until there is
/// some, so that another target may still be tried.
public final class StreamLane {
  /// A provider that is never silent must not fill the memory: what is pending goes out here.
  private static final int MOST_PENDING_BYTES = 64 * 1024;

  /// Signs of life alone are no answer: neither so many bytes of them, beyond one event that is
  /// still to end, nor for so long.
  private static final long MOST_WITHOUT_CONTENT = StreamTransform.MOST_FRAME_BYTES + (16L << 20);

  private static final long LONGEST_WITHOUT_CONTENT = Duration.ofHours(1).toNanos();

  /// Less than that of an unfinished event is not asked room for.
  private static final int RESERVED_AT_ONCE = 1 << 20;

  private final Attempt attempt;
  private final Reply reply;
  private final long firstContentBy;
  private final @Nullable Long firstTokenBy;
  private final long gap;
  private final long keepAlive;
  private final StreamTransform passage;
  private final Frames frames;
  private final ByteSink pending = new ByteSink();
  private final Capture received;
  private final Capture sent;

  private long lastByteAt;
  private long lastWriteAt;
  private long progressAt; // the latest content, or the beginning
  private long sinceProgress; // bytes
  private long reserved; // bytes
  private boolean alive;
  private long firstContentAt;
  private long lastContentAt;
  private boolean content;
  private boolean sawData;
  private boolean begun;
  private boolean done;

  /// @param firstContentBy when a first sign of life must have come, in `System.nanoTime`
  /// @param firstTokenBy when the first content must have come, signs of life or not; null where
  ///   that has no limit of its own
  /// @param gap the longest silence after a sign of life
  /// @param keepAlive the silence after which the client gets a comment
  /// @param kept what is kept of each side's bytes
  public StreamLane(
      Attempt attempt,
      StreamTransform passage,
      Reply reply,
      long firstContentBy,
      @Nullable Long firstTokenBy,
      Duration gap,
      Duration keepAlive,
      int kept) {
    this.received = new Capture(Math.max(kept, ReturnedModel.NEAR), attempt.held);
    this.sent = received.follower(kept);
    this.attempt = attempt;
    this.reply = reply;
    this.firstContentBy = firstContentBy;
    this.firstTokenBy = firstTokenBy;
    this.gap = gap.toNanos();
    this.keepAlive = keepAlive.toNanos();
    this.passage = passage;
    this.frames = passage.frames();
    this.lastByteAt = System.nanoTime();
    this.lastWriteAt = lastByteAt;
    this.progressAt = lastByteAt;
  }

  /// Waits for the head; keeps the client's connection alive meanwhile.
  public UpstreamReply.Head head() throws InterruptedException, IOException {
    UpstreamReply.Head head;
    while ((head = attempt.upstream.head()) == null) await();
    attempt.sending.head(head.status(), head.headers().first("content-type"));
    return head;
  }

  /// Carries all but the last bytes, which it returns.
  public ByteBuffer carry(UpstreamReply.Head head) throws InterruptedException, IOException {
    try {
      pump(head);
    } catch (GatewayException e) {
      // A finished answer is complete, however its connection ends.
      var kind = e.failure().kind();
      boolean over = kind == Failure.Kind.STREAM_CUT || kind == Failure.Kind.TIMEOUT;
      if (!over || !passage.finished()) throw e;
    } catch (EventTooLargeException e) {
      throw attempt.upstreamError(
          "The provider sent more than the gateway will hold: " + e.getMessage());
    } catch (BrokenFrameException e) {
      throw attempt.upstreamError("The provider's stream cannot be read: " + e.getMessage());
    }
    if (!done) requireWhole();
    passage.end(done, pending);
    content = true;
    done = true;
    flushStart(head);
    sent.add(pending.view());
    return pending.view();
  }

  private void pump(UpstreamReply.Head head) throws InterruptedException, IOException {
    var upstream = attempt.upstream;
    while (!done) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) break;
        flush(head);
        upstream.demand();
        await();
        continue;
      }
      lastByteAt = System.nanoTime();
      alive = true;
      requireProgress(bytes.remaining());
      received.add(bytes);
      if (!begun && isWhole(bytes)) {
        takeWhole(bytes);
        return;
      }
      frames.feed(bytes);
      while (!done && frames.next()) pass();
      if (pending.size() >= MOST_PENDING_BYTES) {
        content = true; // so much without content is an answer too
        flush(head);
      }
    }
    while (!done && frames.last()) if (!isHalf()) pass();
  }

  /// Whether the body is one JSON answer instead of a stream: its first byte tells, since vendors'
  /// content types do not.
  private boolean isWhole(ByteBuffer bytes) {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      byte first = bytes.get(i);
      if (first >= 0 && first <= ' ' && first != 0) continue; // a frame of AWS begins with 0
      begun = true;
      return !frames.beginsWith(first);
    }
    return false;
  }

  /// Takes the whole answer, to be told as the stream.
  private void takeWhole(ByteBuffer first) throws InterruptedException, IOException {
    var upstream = attempt.upstream;
    var out = new ByteSink();
    var bytes = first;
    while (true) {
      if (bytes == null) {
        if (upstream.ended()) break;
        upstream.demand();
        await();
      } else {
        if (out.size() + bytes.remaining() > PlainLane.MOST_TRANSLATED) {
          throw attempt.upstreamError("The provider's answer is longer than 64 MB.");
        }
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        out.write(copy);
      }
      bytes = upstream.read();
      if (bytes == null) continue;
      lastByteAt = System.nanoTime();
      requireProgress(bytes.remaining());
      received.add(bytes);
    }
    sawData = true;
    var whole = Body.of(out.toByteArray());
    if (whole.size() > Attempt.HELD) {
      attempt.held.grow(attempt.held.held() + HeapEstimate.translated(whole));
    }
    passage.replay(whole);
    firstContentAt = lastByteAt;
    lastContentAt = lastByteAt;
  }

  /// Limits that hold however much comes.
  private void requireProgress(int bytes) {
    sinceProgress += bytes;
    if (sinceProgress > MOST_WITHOUT_CONTENT) {
      throw attempt.upstreamError(
          "The provider sent " + (MOST_WITHOUT_CONTENT >> 20) + " MB without content.");
    }
    if (lastByteAt - progressAt > LONGEST_WITHOUT_CONTENT) {
      throw attempt.timeout("sent signs of life but no content");
    }
    if (firstTokenIsLate(lastByteAt)) throw lateFirstToken();
    if (2 * sinceProgress - reserved >= RESERVED_AT_ONCE) reserve(2 * sinceProgress);
  }

  /// What an event that is still to end may hold.
  private void reserve(long bytes) {
    var held = attempt.held;
    if (bytes > reserved) held.grow(held.held() + bytes - reserved);
    else held.shrink(held.held() - (reserved - bytes));
    reserved = bytes;
  }

  private boolean firstTokenIsLate(long now) {
    var first = firstTokenBy;
    return first != null && firstContentAt == 0 && now - first >= 0;
  }

  private GatewayException lateFirstToken() {
    return attempt.timeout("sent no first token (timeouts.first-token)");
  }

  /// Whether what came after the whole answer stops in the middle: half a mark of the end.
  private boolean isHalf() {
    boolean empty = !frames.hasData() || frames.dataEnd() == frames.dataStart();
    if (empty || !passage.finished()) return false;
    byte last = frames.data()[frames.dataEnd() - 1];
    return last != '}' && last != ']';
  }

  private void pass() {
    if (!frames.hasData()) {
      if (content) passage.passBlank(frames, pending); // before content it would commit the reply
      return;
    }
    sawData = true;
    switch (passage.pass(frames, pending)) {
      case CONTENT -> {
        lastContentAt = lastByteAt;
        progressAt = lastByteAt;
        sinceProgress = 0;
        if (reserved > 0) reserve(0);
        if (!content) firstContentAt = lastContentAt;
        content = true;
      }
      case DONE -> {
        done = true;
        content = true;
      }
      case EMPTY, USAGE, UNREADABLE -> {}
    }
  }

  private void flushStart(UpstreamReply.Head head) {
    if (content && !reply.started()) {
      reply.start(head.status(), replyHeaders(head.headers()), -1);
    }
  }

  private void flush(UpstreamReply.Head head) throws IOException {
    if (!content || pending.isEmpty()) return;
    flushStart(head);
    sent.add(pending.view());
    reply.write(pending.view());
    pending.clear();
    lastWriteAt = System.nanoTime();
  }

  private Headers replyHeaders(Headers provider) {
    return ReplyHeaders.stream(attempt.crossing, provider, passage.contentType());
  }

  /// The body ended without its mark: well when the answer is finished, else it was cut.
  private void requireWhole() {
    if (!sawData) {
      throw attempt.upstreamError(
          "The provider answered with something that is not a stream of events.");
    }
    if (passage.finished() || endsBare()) return;
    throw new GatewayException(
        Failure.ofProvider(
            Failure.Kind.STREAM_CUT,
            attempt.provider(),
            "The provider ended the stream before the answer was complete."));
  }

  private boolean endsBare() {
    return content && attempt.target().provider().quirks().contains(Quirk.NO_DONE);
  }

  /// Waits for news, at most until the time limit; sends a comment each time the client has waited
  /// long for a byte.
  private void await() throws InterruptedException, IOException {
    while (true) {
      long limit = limit();
      long nextKeepAlive = lastWriteAt + keepAlive;
      if (attempt.await(limit - nextKeepAlive < 0 ? limit : nextKeepAlive)) return;
      long now = System.nanoTime();
      if (firstTokenIsLate(now)) throw lateFirstToken();
      if (now - limit >= 0) {
        throw attempt.timeout(content ? "sent nothing more" : "sent no content");
      }
      lastWriteAt = System.nanoTime();
      var sign = new ByteSink();
      passage.keepAlive(sign);
      if (sign.isEmpty()) continue;
      if (!reply.started()) reply.start(200, replyHeaders(Headers.NONE), -1);
      sent.add(sign.view());
      reply.write(sign.view());
    }
  }

  /// Until when the provider may be silent: signs of life extend it. Before the first, it has what
  /// is left of the call's time.
  private long limit() {
    long silent = lastByteAt + gap;
    long limit = content || (alive && silent - firstContentBy > 0) ? silent : firstContentBy;
    var first = firstTokenBy;
    return first != null && firstContentAt == 0 && first - limit < 0 ? first : limit;
  }

  /// What a stream that fails ends with: the content that had not gone out yet, then the error.
  public ByteBuffer closing(Failure failure) {
    if (!committed()) pending.clear();
    passage.error(failure, pending);
    sent.add(pending.view());
    return pending.view();
  }

  /// Whether the client has been sent content, so that no other target may be tried.
  public boolean committed() {
    return content && reply.started();
  }

  /// When the first content came, in `System.nanoTime`; 0 where none did.
  public long firstContentAt() {
    return firstContentAt;
  }

  /// When the latest content came, in `System.nanoTime`; 0 where none did.
  public long lastContentAt() {
    return lastContentAt;
  }

  public Attempt attempt() {
    return attempt;
  }

  /// What the provider has sent.
  public Capture received() {
    return received;
  }

  /// What the client has been sent: the provider's own bytes, where it got just those.
  public Capture sent() {
    return sent.orFollowed();
  }

  public String contentType() {
    return passage.contentType();
  }

  /// The whole answer, once `carry` has returned.
  public Answer finishedAnswer() {
    return passage.answer();
  }

  /// What has been streamed so far; null where nothing has.
  public @Nullable Answer answer() {
    return sawData ? passage.answer() : null;
  }
}

package io.llmcallgateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.wire.EventTooLargeException;
import io.llmcallgateway.wire.SseReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Carries a streamed answer back, event by event, its bytes untouched: pulls what the provider has
/// sent, reads it in passing, and writes once per burst. Events without content are held back until
/// there is some, so that another target may still be tried.
final class StreamLane {
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(UTF_8);
  private static final int MOST_EVENT_BYTES = 16 << 20;

  /// A provider that is never silent must not fill the memory: what is pending goes out here.
  private static final int MOST_PENDING_BYTES = 64 * 1024;

  private final Attempt attempt;
  private final Reply reply;
  private final long firstContentBy;
  private final long gap;
  private final long keepAlive;
  private final StreamTap tap;
  private final SseReader events = new SseReader(MOST_EVENT_BYTES);
  private final boolean dropUsage;

  private byte[] pending = new byte[2048];
  private int pendingLength;
  private long lastByteAt;
  private long lastWriteAt;
  private long firstContentAt;
  private boolean content;
  private boolean sawData;
  private boolean done;

  /// @param firstContentBy when the first content must have come, in `System.nanoTime`
  /// @param gap the longest silence after that
  /// @param keepAlive the silence after which the client gets a comment
  StreamLane(Attempt attempt, Reply reply, long firstContentBy, Duration gap, Duration keepAlive) {
    this.attempt = attempt;
    this.reply = reply;
    this.firstContentBy = firstContentBy;
    this.gap = gap.toNanos();
    this.keepAlive = keepAlive.toNanos();
    this.tap = attempt.dialect().tap(attempt.facts(), attempt.targetModel());
    this.dropUsage = !attempt.facts().wantsUsage();
    this.lastByteAt = System.nanoTime();
    this.lastWriteAt = lastByteAt;
  }

  /// Waits for the head; keeps the client's connection alive meanwhile.
  UpstreamReply.Head head() throws InterruptedException, IOException {
    UpstreamReply.Head head;
    while ((head = attempt.upstream.head()) == null) await();
    return head;
  }

  /// Carries all but the last bytes, which it returns.
  ByteBuffer carry(UpstreamReply.Head head) throws InterruptedException, IOException {
    var type = head.headers().first("content-type");
    if (type != null && type.contains("json")) {
      var body = attempt.readAll(firstContentBy);
      attempt.dialect().readPassing(attempt.facts(), body, attempt.targetModel());
      throw attempt.upstreamError("The provider answered a stream request with a plain answer.");
    }
    try {
      pump(head);
    } catch (GatewayException e) {
      // A finished answer is complete, however its connection ends.
      var kind = e.failure().kind();
      boolean over = kind == Failure.Kind.STREAM_CUT || kind == Failure.Kind.TIMEOUT;
      if (!over || !tap.finished()) throw e;
    } catch (EventTooLargeException e) {
      throw attempt.upstreamError(
          "The provider sent more than the gateway will hold: " + e.getMessage());
    }
    if (!done) endUnfinished();
    flushStart(head);
    return ByteBuffer.wrap(pending, 0, pendingLength);
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
      events.feed(bytes);
      while (!done && events.next()) see();
      if (pendingLength >= MOST_PENDING_BYTES) {
        content = true; // so much without content is an answer too
        flush(head);
      }
    }
    while (!done && events.last()) see();
  }

  private void see() {
    if (!events.hasData()) {
      if (content) append(); // a comment; before content it would commit the reply
      return;
    }
    sawData = true;
    switch (tap.see(events)) {
      case CONTENT -> {
        if (!content) firstContentAt = System.nanoTime();
        content = true;
        append();
      }
      case EMPTY -> append();
      case USAGE -> {
        if (!dropUsage) append();
      }
      case DONE -> {
        done = true;
        content = true;
        append();
      }
      case ERROR -> {
        var failure = tap.failure();
        if (failure != null) throw new GatewayException(failure);
      }
    }
  }

  private void append() {
    append(events.raw(), events.rawStart(), events.rawEnd() - events.rawStart());
  }

  private void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  private void append(byte[] bytes, int start, int added) {
    if (pendingLength + added > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(pendingLength + added, pending.length * 2));
    }
    System.arraycopy(bytes, start, pending, pendingLength, added);
    pendingLength += added;
  }

  private void flushStart(UpstreamReply.Head head) {
    if (content && !reply.started()) {
      reply.start(head.status(), ReplyHeaders.stream(attempt.target, head.headers()), -1);
    }
  }

  private void flush(UpstreamReply.Head head) throws IOException {
    if (!content || pendingLength == 0) return;
    flushStart(head);
    reply.write(ByteBuffer.wrap(pending, 0, pendingLength));
    pendingLength = 0;
    lastWriteAt = System.nanoTime();
  }

  /// The body ended without `[DONE]`: well when the answer is finished, else it was cut.
  private void endUnfinished() {
    if (!sawData)
      throw attempt.upstreamError(
          "The provider answered with something that is not a stream of events.");
    if (!tap.finished() && !endsBare()) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.STREAM_CUT,
              attempt.provider(),
              "The provider ended the stream before the answer was complete."));
    }
    append(attempt.dialect().streamEnd());
    content = true;
    done = true;
  }

  private boolean endsBare() {
    return content && attempt.target.provider().quirks().contains(Quirk.NO_DONE);
  }

  /// Waits for news, at most until the time limit; sends a comment each time the client has waited
  /// long for a byte.
  private void await() throws InterruptedException, IOException {
    while (true) {
      long limit = content ? lastByteAt + gap : firstContentBy;
      long nextKeepAlive = lastWriteAt + keepAlive;
      if (attempt.await(limit - nextKeepAlive < 0 ? limit : nextKeepAlive)) return;
      if (System.nanoTime() - limit >= 0) {
        throw attempt.timeout(content ? "sent nothing more" : "sent no content");
      }
      if (!reply.started()) {
        reply.start(200, ReplyHeaders.stream(attempt.target, Headers.NONE), -1);
      }
      reply.write(ByteBuffer.wrap(KEEP_ALIVE));
      lastWriteAt = System.nanoTime();
    }
  }

  /// What a stream that fails ends with: the content that had not gone out yet, then the error.
  ByteBuffer closing(byte[] error) {
    if (!committed()) return ByteBuffer.wrap(error);
    append(error);
    return ByteBuffer.wrap(pending, 0, pendingLength);
  }

  /// Whether the client has been sent content, so that no other target may be tried.
  boolean committed() {
    return content && reply.started();
  }

  /// When the first content came, in `System.nanoTime`; 0 where none did.
  long firstContentAt() {
    return firstContentAt;
  }

  /// The whole answer, once `carry` has returned.
  Answer finishedAnswer() {
    return tap.answer();
  }

  /// What has been streamed so far; null where nothing has.
  @Nullable Answer answer() {
    return sawData ? tap.answer() : null;
  }
}

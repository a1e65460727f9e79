package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.limit.HeapEstimate;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.relay.attempt.AttemptOutcome.ClientGone;
import io.llmcallgateway.relay.attempt.AttemptOutcome.Completed;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedAfterCommit;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.relay.call.Capture;
import io.llmcallgateway.relay.call.ClientGoneException;
import io.llmcallgateway.relay.translation.AnswerTranslation;
import io.llmcallgateway.relay.translation.CostTransform;
import io.llmcallgateway.relay.translation.StreamTransform;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.wire.BrokenFrameException;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.EventTooLargeException;
import io.llmcallgateway.wire.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a streamed answer from its head to its last byte: pulls what the provider has sent,
/// gives it to a `StreamTransform` frame by frame, and writes once per burst. What is without
/// content is held back until there is some, so that another target may still be tried.
public final class StreamLane {
  private static final Logger LOG = LoggerFactory.getLogger(StreamLane.class);

  /// A provider that is never silent must not fill the memory: what is pending goes out here.
  private static final int MOST_PENDING_BYTES = 64 * 1024;

  private static final long DRAIN = TimeUnit.MILLISECONDS.toNanos(200);

  private final Attempt attempt;
  private final AttemptContext context;
  private final UpstreamReply upstream;
  private final CallReply reply;
  private final AnswerTranslation translation;
  private final StreamTransform transform;
  private final Frames frames;
  private final StreamClock clock;
  private final EventReservation reservation;
  private final ByteSink pending = new ByteSink();
  private final Capture received;

  private boolean content;
  private boolean sawData;
  private boolean begun;
  private boolean done;

  private StreamLane(Attempt attempt) {
    this.attempt = attempt;
    this.context = attempt.context();
    this.upstream = attempt.upstream();
    this.reply = context.reply();
    this.translation = new AnswerTranslation(attempt.prepared());
    this.received =
        new Capture(Math.max(context.parts().payloadLimit(), ReturnedModel.NEAR), attempt.held());
    this.transform = transform();
    this.frames = transform.frames();
    this.clock = new StreamClock(attempt);
    this.reservation = new EventReservation(attempt.held());
    reply.follow(received);
  }

  /// Carries the streamed answer of an attempt.
  public static AttemptOutcome carry(Attempt attempt) {
    StreamLane lane;
    try {
      lane = new StreamLane(attempt);
    } catch (GatewayException e) {
      attempt.log().failed(e.failure());
      return new FailedBeforeCommit(
          attempt.target(), attempt.prepared().losses(), e, -1, null, ContentTimes.NONE);
    }
    return lane.carry();
  }

  private StreamTransform transform() {
    var plain = translation.stream();
    var facts = context.call().facts();
    boolean tellsCost =
        switch (facts.cost()) {
          case YES -> true;
          case DECLINED -> false;
          case NO -> facts.wantsUsage() && context.parts().snapshot().costInStreams();
        };
    if (!tellsCost) return plain;
    return new CostTransform(
        plain, context.call().dialect(), usage -> cost(usage, ReturnedModel.in(received.body())));
  }

  private AttemptOutcome carry() {
    try {
      var head = head();
      attempt.requireSuccess(head);
      pump(head);
      return complete(head);
    } catch (GatewayException e) {
      return failed(e);
    } catch (ClientGoneException | IOException e) {
      LOG.debug("the client of call {} left", context.call().in().id().shortId(), e);
      noteReceived();
      attempt.log().content(clock.contentTimes());
      var partial = partial(); // its losses are known with it
      return new ClientGone(attempt.target(), translation.losses(), partial, clock.contentTimes());
    } catch (InterruptedException e) {
      return failed(Attempt.stopping(e));
    } catch (RuntimeException e) {
      return failed(attempt.internal(e));
    }
  }

  /// Waits for the head; keeps the client's connection alive meanwhile.
  private UpstreamReply.Head head() throws InterruptedException, IOException {
    UpstreamReply.Head head;
    while ((head = upstream.head()) == null) await();
    attempt.noteHead(head);
    return head;
  }

  private void pump(UpstreamReply.Head head) throws InterruptedException, IOException {
    try {
      pull(head);
    } catch (GatewayException e) {
      // A finished answer is complete, however its connection ends.
      var kind = e.failure().kind();
      boolean over = kind == Failure.Kind.STREAM_CUT || kind == Failure.Kind.TIMEOUT;
      if (!over || !transform.finished()) throw e;
    } catch (EventTooLargeException e) {
      throw attempt.upstreamError(
          "The provider sent more than the gateway will hold: " + e.getMessage());
    } catch (BrokenFrameException e) {
      throw attempt.upstreamError("The provider's stream cannot be read: " + e.getMessage());
    }
    if (!done) requireWhole();
  }

  private void pull(UpstreamReply.Head head) throws InterruptedException, IOException {
    while (!done) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) break;
        flush(head);
        upstream.demand();
        await();
        continue;
      }
      noteBytes(bytes);
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

  private void noteBytes(ByteBuffer bytes) {
    clock.received(bytes.remaining());
    reservation.grow(clock.sinceProgress());
    received.add(bytes);
  }

  /// Returns whether the body is one JSON answer instead of a stream: its first byte tells, since
  /// vendors' content types do not.
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
    var out = new ByteSink();
    var bytes = first;
    while (true) {
      if (bytes == null) {
        if (upstream.ended()) break;
        upstream.demand();
        await();
      } else {
        if (out.size() + bytes.remaining() > Attempt.MOST_TRANSLATED) throw attempt.tooLong();
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        out.write(copy);
      }
      bytes = upstream.read();
      if (bytes != null) noteBytes(bytes);
    }
    sawData = true;
    var whole = Body.of(out.toByteArray());
    if (whole.size() > Attempt.HELD) {
      attempt.held().grow(attempt.held().held() + HeapEstimate.translated(whole));
    }
    transform.takeWhole(whole);
    clock.content();
  }

  /// Returns whether what came after the whole answer stops in the middle: half a mark of the end.
  private boolean isHalf() {
    boolean empty = !frames.hasData() || frames.dataEnd() == frames.dataStart();
    if (empty || !transform.finished()) return false;
    byte last = frames.data()[frames.dataEnd() - 1];
    return last != '}' && last != ']';
  }

  private void pass() {
    if (!frames.hasData()) {
      if (content) transform.passBlank(frames, pending); // before content it would commit the reply
      return;
    }
    sawData = true;
    switch (transform.pass(frames, pending)) {
      case CONTENT -> {
        clock.content();
        reservation.release();
        content = true;
      }
      case DONE -> {
        done = true;
        content = true;
      }
      case EMPTY, USAGE, UNREADABLE -> {}
    }
  }

  private void flush(UpstreamReply.Head head) throws IOException {
    if (!content || pending.isEmpty()) return;
    commit(head);
    reply.write(pending.view());
    pending.clear();
    clock.wrote();
  }

  /// Settles status and headers, and with them who answers. A client that has been kept waiting has
  /// its headers already, and is told by a comment, where its format has comments.
  private void commit(UpstreamReply.Head head) throws IOException {
    if (reply.committed()) return;
    attempt.log().win();
    var type = transform.contentType();
    if (!reply.started()) {
      var headers =
          ReplyHeaders.stream(attempt.target(), translation.losses(), head.headers(), type);
      reply.startStream(head.status(), headers, type);
    } else if (type.startsWith("text/event-stream")) {
      reply.write(ByteBuffer.wrap(ReplyHeaders.asComment(attempt.target())));
    }
    reply.commit();
  }

  /// Checks a body that ended without its mark: well when the answer is finished, else it was cut.
  private void requireWhole() {
    if (!sawData) {
      throw attempt.upstreamError(
          "The provider answered with something that is not a stream of events.");
    }
    if (transform.finished() || endsBare()) return;
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
      if (attempt.await(clock.waitUntil(content))) return;
      clock.requireTime(content);
      clock.wrote();
      var sign = new ByteSink();
      transform.keepAlive(sign);
      if (sign.isEmpty()) continue;
      if (!reply.started()) {
        var type = transform.contentType();
        reply.startStream(200, ReplyHeaders.waitingStream(type), type);
      }
      reply.write(sign.view());
    }
  }

  private AttemptOutcome complete(UpstreamReply.Head head) throws IOException {
    transform.end(done, pending);
    content = true;
    done = true;
    commit(head);
    var answer = transform.answer();
    attempt.log().answered(received.body(), received.size());
    attempt.log().content(clock.contentTimes());
    context.parts().observer().answered(attempt.log(), answer.body());
    var returned = ReturnedModel.in(received.body());
    var outcome =
        new Completed(
            attempt.target(),
            translation.losses(),
            answer,
            returned,
            cost(answer.usage(), returned),
            clock.contentTimes(),
            attempt.log().firstByteMicros());
    context.finish(outcome, pending.view());
    drain();
    return outcome;
  }

  private Cost cost(@Nullable Usage usage, @Nullable String returned) {
    return context.parts().pricing().cost(attempt.target(), usage, returned);
  }

  /// Reads what follows the end of the answer, so that the connection can serve again.
  private void drain() {
    long until = System.nanoTime() + DRAIN;
    try {
      while (!upstream.ended()) {
        if (upstream.read() != null || upstream.ended()) continue;
        upstream.demand();
        if (!context.waiting().signal().await(until - System.nanoTime())) return;
      }
    } catch (GatewayException e) {
      LOG.debug("the connection broke after the answer", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the answer is complete
    }
  }

  private AttemptOutcome failed(GatewayException e) {
    noteReceived();
    attempt.log().content(clock.contentTimes());
    attempt.log().failed(e.failure());
    var partial = partial();
    var losses = translation.losses();
    if (!reply.committed()) {
      int status = attempt.log().status();
      return new FailedBeforeCommit(
          attempt.target(), losses, e, status, partial, clock.contentTimes());
    }
    var outcome = new FailedAfterCommit(attempt.target(), losses, e, partial, clock.contentTimes());
    var told = context.parts().redactor().of(e.failure(), e.getCause());
    transform.error(StreamErrorText.told(told), pending);
    return context.finish(outcome, pending.view());
  }

  private void noteReceived() {
    if (received.size() > 0) attempt.log().answered(received.body(), received.size());
  }

  /// Returns what has been answered so far; null where nothing has, or it cannot be put together.
  private @Nullable Answer partial() {
    if (!sawData) return null;
    try {
      return transform.answer();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("the partial answer of call {} is lost", context.call().in().id().shortId(), e);
      return null;
    }
  }
}

package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.limit.HeapEstimate;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.relay.call.Capture;
import io.llmcallgateway.relay.call.Reply;
import io.llmcallgateway.relay.record.CallRecorder;
import io.llmcallgateway.relay.record.ReturnedModel;
import io.llmcallgateway.relay.translation.StreamedAnswerReader;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.wire.JsonAbridger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a plain answer back. It is held until it has been read, so that garbage becomes an
/// error; one that goes back untouched and is longer than 1 MB streams through.
public final class PlainLane {
  static final int HELD = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(PlainLane.class);

  /// What is translated must be held whole: pictures and sound make long answers.
  static final int MOST_TRANSLATED = 64 << 20;

  private final Attempt attempt;
  private final Reply reply;
  private final long deadline;
  private final CallRecorder record;
  private byte[] held = new byte[2048];
  private int length;

  public PlainLane(Attempt attempt, Reply reply, long deadline, CallRecorder record) {
    this.record = record;
    this.attempt = attempt;
    this.reply = reply;
    this.deadline = deadline;
  }

  /// Holds what was answered; the reply is started and all but its last bytes are written.
  ///
  /// @param raw as the provider sent it, perhaps its beginning
  /// @param size how much that was, in bytes
  /// @param toClient as the client gets it, perhaps its beginning
  public record Carried(Answer answer, Body raw, long size, Body toClient, ByteBuffer last) {}

  /// Whether it may stream through: events are put together, whatever they answer.
  private boolean passes() {
    return attempt.crossing.replyAsIs()
        && !StreamedAnswerReader.is(Body.of(held, 0, Math.min(length, 64)));
  }

  private int most() {
    return passes() ? HELD : MOST_TRANSLATED;
  }

  public Carried carry(UpstreamReply.Head head) throws InterruptedException, IOException {
    var upstream = attempt.upstream;
    while (true) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) break;
        upstream.demand();
        if (!attempt.await(deadline)) throw attempt.timeout("did not finish its answer");
        continue;
      }
      if (length + bytes.remaining() > most()) {
        if (passes()) return streamThrough(head, bytes);
        throw attempt.upstreamError("The provider's answer is longer than 64 MB.");
      }
      attempt.requireTime(deadline);
      hold(bytes);
    }
    var body = Body.of(held, 0, length);
    if (length > Attempt.HELD && !attempt.crossing.replyAsIs()) {
      attempt.held.grow(attempt.held.held() + HeapEstimate.translated(body));
    }
    var plain = attempt.crossing.plain(body);
    var out = plain.toClient();
    var cost = record.cost(plain.answer().usage(), ReturnedModel.in(body));
    var headers = ReplyHeaders.plain(attempt.crossing, head.headers()).and(ReplyHeaders.cost(cost));
    reply.start(head.status(), headers, out.size());
    return new Carried(plain.answer(), body, body.size(), out, ByteBuffer.wrap(out.toByteArray()));
  }

  private void hold(ByteBuffer bytes) {
    int added = bytes.remaining();
    if (length + added > held.length) {
      int wanted = Math.max(length + added, held.length * 2);
      if (wanted > Attempt.HELD) attempt.held.grow(attempt.held.held() + wanted);
      held = Arrays.copyOf(held, wanted);
    }
    bytes.get(held, length, added);
    length += added;
  }

  private Carried streamThrough(UpstreamReply.Head head, ByteBuffer first)
      throws InterruptedException, IOException {
    var upstream = attempt.upstream;
    reply.trailers(() -> ReplyHeaders.cost(record.cost()));
    reply.start(head.status(), ReplyHeaders.plain(attempt.crossing, head.headers()), -1);
    var capture = new Capture(Math.max(HELD, record.payloadLimit()), attempt.held);
    capture.add(ByteBuffer.wrap(held, 0, length));
    capture.add(first);
    var abridged = new JsonAbridger();
    abridged.add(ByteBuffer.wrap(held, 0, length));
    abridged.add(first);
    var beginning = attempt.crossing.passing(Body.of(held, 0, length));
    reply.write(ByteBuffer.wrap(beginning.toByteArray()));
    reply.write(first);
    while (true) {
      var bytes = upstream.read();
      if (bytes != null) {
        attempt.requireTime(deadline);
        capture.add(bytes);
        abridged.add(bytes);
        reply.write(bytes);
        continue;
      }
      if (upstream.ended()) break;
      upstream.demand();
      if (!attempt.await(deadline)) throw attempt.timeout("did not finish its answer");
    }
    var body = capture.body();
    return new Carried(read(capture, abridged), body, capture.size(), body, ByteBuffer.allocate(0));
  }

  /// What has gone out is an answer, readable or not.
  private Answer read(Capture capture, JsonAbridger abridged) {
    var shown = capture.whole() ? capture.body() : Body.of(abridged.toByteArray());
    record.returned(ReturnedModel.in(shown));
    if (capture.whole() || !abridged.overflowed()) {
      try {
        return attempt.crossing.plain(shown).answer().with(capture.body());
      } catch (GatewayException e) {
        LOG.debug("a long answer cannot be read", e);
      }
    }
    return new Answer(capture.body(), Body.EMPTY, List.of(), null, null);
  }
}

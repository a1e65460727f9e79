package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.limit.HeapEstimate;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.relay.attempt.AttemptOutcome.ClientGone;
import io.llmcallgateway.relay.attempt.AttemptOutcome.Completed;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedAfterCommit;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.relay.call.Capture;
import io.llmcallgateway.relay.call.ClientGoneException;
import io.llmcallgateway.relay.translation.AnswerTranslation;
import io.llmcallgateway.relay.translation.PlainAnswerReader;
import io.llmcallgateway.relay.translation.StreamedAnswerReader;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.wire.JsonAbridger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a plain answer from its head to its last byte. The answer is held until it has been
/// read, so that garbage becomes an error; one that goes back untouched and is longer than 1 MB
/// streams through.
public final class PlainLane {
  static final int HELD = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(PlainLane.class);

  private final Attempt attempt;
  private final AnswerTranslation translation;
  private final PlainAnswerReader reader;
  private final CallReply reply;
  private byte[] held = new byte[2048];
  private int length;
  private Cost cost = Cost.UNKNOWN;
  private ContentTimes content = ContentTimes.NONE;

  private PlainLane(Attempt attempt, @Nullable PlainAnswerReader reader) {
    this.attempt = attempt;
    this.translation = new AnswerTranslation(attempt.prepared());
    this.reader = reader == null ? translation::plain : reader;
    this.reply = attempt.context().reply();
  }

  /// Carries the answer of an attempt.
  ///
  /// @param reader of the answer; null where it is a conversation's, or passes
  static AttemptOutcome carry(Attempt attempt, @Nullable PlainAnswerReader reader) {
    return new PlainLane(attempt, reader).carry();
  }

  private AttemptOutcome carry() {
    try {
      var head = attempt.head();
      attempt.requireSuccess(head);
      return answer(head);
    } catch (GatewayException e) {
      return failed(e);
    } catch (ClientGoneException | IOException e) {
      LOG.debug("the client left while its answer came", e);
      return new ClientGone(attempt.target(), translation.losses(), null, ContentTimes.NONE);
    } catch (InterruptedException e) {
      return failed(Attempt.stopping(e));
    } catch (RuntimeException e) {
      return failed(attempt.internal(e));
    }
  }

  private AttemptOutcome answer(UpstreamReply.Head head) throws InterruptedException, IOException {
    var upstream = attempt.upstream();
    while (true) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) return whole(head);
        upstream.demand();
        if (!attempt.await(attempt.limits().deadline())) {
          throw attempt.timeout("did not finish its answer");
        }
        continue;
      }
      if (length + bytes.remaining() > most()) {
        if (passes()) return streamThrough(head, bytes);
        throw attempt.tooLong();
      }
      attempt.requireTime();
      hold(bytes);
    }
  }

  /// Returns whether it may stream through: events are put together, whatever they answer.
  private boolean passes() {
    return attempt.prepared().answerUntouched()
        && !StreamedAnswerReader.is(Body.of(held, 0, Math.min(length, 64)));
  }

  private int most() {
    return passes() ? HELD : Attempt.MOST_TRANSLATED;
  }

  private void hold(ByteBuffer bytes) {
    int added = bytes.remaining();
    if (length + added > held.length) {
      int wanted = Math.max(length + added, held.length * 2);
      if (wanted > Attempt.HELD) attempt.held().grow(attempt.held().held() + wanted);
      held = Arrays.copyOf(held, wanted);
    }
    bytes.get(held, length, added);
    length += added;
  }

  private AttemptOutcome whole(UpstreamReply.Head head) {
    var body = Body.of(held, 0, length);
    if (length > Attempt.HELD && !attempt.prepared().answerUntouched()) {
      attempt.held().grow(attempt.held().held() + HeapEstimate.translated(body));
    }
    content = ContentTimes.now();
    var plain = reader.read(body);
    var returned = ReturnedModel.in(body);
    cost = cost(plain.answer(), returned);
    noteAnswered(body, body.size());
    var headers = ReplyHeaders.plain(attempt.prepared(), translation.losses(), head.headers());
    attempt.log().win();
    reply.startWhole(head.status(), headers.and(ReplyHeaders.cost(cost)), plain.toClient());
    return attempt.context().finish(completed(plain.answer(), returned));
  }

  private Cost cost(Answer answer, @Nullable String returned) {
    var pricing = attempt.context().parts().pricing();
    return pricing.cost(attempt.target(), answer.usage(), returned);
  }

  private void noteAnswered(Body body, long size) {
    attempt.log().answered(body, size);
    attempt.log().content(content);
    attempt.context().parts().observer().answered(attempt.log(), body);
  }

  private Completed completed(Answer answer, @Nullable String returned) {
    return new Completed(
        attempt.target(),
        translation.losses(),
        answer,
        returned,
        cost,
        content,
        attempt.log().firstByteMicros());
  }

  private AttemptOutcome streamThrough(UpstreamReply.Head head, ByteBuffer first)
      throws InterruptedException, IOException {
    var upstream = attempt.upstream();
    var headers = ReplyHeaders.plain(attempt.prepared(), translation.losses(), head.headers());
    attempt.log().win();
    reply.startLong(head.status(), headers, () -> ReplyHeaders.cost(cost));
    int kept = Math.max(HELD, attempt.context().parts().payloadLimit());
    var capture = new Capture(kept, attempt.held());
    var abridged = new JsonAbridger();
    for (var bytes : List.of(ByteBuffer.wrap(held, 0, length), first)) {
      capture.add(bytes);
      abridged.add(bytes);
    }
    var beginning = translation.passing(Body.of(held, 0, length));
    reply.write(ByteBuffer.wrap(beginning.toByteArray()));
    reply.write(first);
    while (true) {
      var bytes = upstream.read();
      if (bytes != null) {
        attempt.requireTime();
        capture.add(bytes);
        abridged.add(bytes);
        reply.write(bytes);
        continue;
      }
      if (upstream.ended()) break;
      upstream.demand();
      if (!attempt.await(attempt.limits().deadline())) {
        throw attempt.timeout("did not finish its answer");
      }
    }
    content = ContentTimes.now();
    reply.keepLong(capture.body());
    noteAnswered(capture.body(), capture.size());
    var shown = capture.whole() ? capture.body() : Body.of(abridged.toByteArray());
    var returned = ReturnedModel.in(shown);
    var answer = read(capture, shown, abridged.overflowed());
    cost = cost(answer, returned);
    return attempt.context().finish(completed(answer, returned), ByteBuffer.allocate(0));
  }

  /// Returns an answer that has gone out, readable or not.
  private Answer read(Capture capture, Body shown, boolean overflowed) {
    if (capture.whole() || !overflowed) {
      try {
        return reader.read(shown).answer().with(capture.body());
      } catch (GatewayException e) {
        LOG.debug("a long answer cannot be read", e);
      }
    }
    return new Answer(capture.body(), Body.EMPTY, List.of(), null, null);
  }

  private AttemptOutcome failed(GatewayException e) {
    attempt.log().failed(e.failure());
    var losses = translation.losses();
    if (!reply.committed()) {
      int status = attempt.log().status();
      return new FailedBeforeCommit(attempt.target(), losses, e, status, null, ContentTimes.NONE);
    }
    var outcome = new FailedAfterCommit(attempt.target(), losses, e, null, ContentTimes.NONE);
    attempt.context().parts().observer().ending(outcome);
    reply.abort();
    return outcome;
  }
}

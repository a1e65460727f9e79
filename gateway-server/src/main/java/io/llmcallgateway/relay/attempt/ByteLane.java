package io.llmcallgateway.relay.attempt;

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
import io.llmcallgateway.upstream.UpstreamReply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries an answer that is no text, such as sound, from its head to its last byte as it comes.
/// The first byte commits; nothing is held but the beginning that the record keeps.
public final class ByteLane {
  private static final Logger LOG = LoggerFactory.getLogger(ByteLane.class);

  private static final Answer NO_TEXT = new Answer(Body.EMPTY, Body.EMPTY, List.of(), null, null);

  private final Attempt attempt;
  private final UpstreamReply upstream;
  private final CallReply reply;
  private final Capture received;
  private ContentTimes content = ContentTimes.NONE;

  private ByteLane(Attempt attempt) {
    this.attempt = attempt;
    this.upstream = attempt.upstream();
    this.reply = attempt.context().reply();
    this.received = new Capture(attempt.context().parts().payloadLimit(), attempt.held());
    reply.follow(received);
  }

  /// Carries the answer of an attempt.
  static AttemptOutcome carry(Attempt attempt) {
    return new ByteLane(attempt).carry();
  }

  private AttemptOutcome carry() {
    try {
      var head = attempt.head();
      attempt.requireSuccess(head);
      return pass(head);
    } catch (GatewayException e) {
      return failed(e);
    } catch (ClientGoneException | IOException e) {
      LOG.debug("the client left while its answer came", e);
      noteReceived();
      var losses = attempt.prepared().losses();
      return new ClientGone(attempt.target(), losses, partial(), content);
    } catch (InterruptedException e) {
      return failed(Attempt.stopping(e));
    } catch (RuntimeException e) {
      return failed(attempt.internal(e));
    }
  }

  private AttemptOutcome pass(UpstreamReply.Head head) throws InterruptedException, IOException {
    while (true) {
      var bytes = upstream.read();
      if (bytes != null) {
        attempt.requireTime();
        if (!bytes.hasRemaining()) continue;
        commit(head);
        received.add(bytes);
        reply.write(bytes);
        continue;
      }
      if (upstream.ended()) break;
      upstream.demand();
      if (!attempt.await(attempt.limits().deadline())) {
        throw attempt.timeout("did not finish its answer");
      }
    }
    if (received.size() == 0) throw attempt.upstreamError("The provider's answer is empty.");
    return complete();
  }

  private void commit(UpstreamReply.Head head) {
    if (reply.committed()) return;
    var prepared = attempt.prepared();
    var headers = ReplyHeaders.bytes(prepared, head.headers()).and(ReplyHeaders.cost(cost()));
    reply.startStream(head.status(), headers, type());
    reply.commit();
    attempt.log().win();
    content = ContentTimes.now();
  }

  private String type() {
    var type = attempt.log().answerType();
    return type == null ? ReplyHeaders.BYTES : type;
  }

  /// Returns what the call costs: such answers do not say what was used.
  private Cost cost() {
    return attempt.context().parts().pricing().cost(attempt.target(), null, null);
  }

  private AttemptOutcome complete() {
    content = new ContentTimes(content.first(), System.nanoTime());
    noteReceived();
    var shown = Body.utf8("[%s, %d bytes]".formatted(type(), received.size()));
    attempt.context().parts().observer().answered(attempt.log(), shown);
    var outcome =
        new Completed(
            attempt.target(),
            attempt.prepared().losses(),
            NO_TEXT,
            null,
            cost(),
            content,
            attempt.log().firstByteMicros());
    return attempt.context().finish(outcome, ByteBuffer.allocate(0));
  }

  private void noteReceived() {
    if (received.size() > 0) attempt.log().answered(received.body(), received.size());
    attempt.log().content(content);
  }

  private @Nullable Answer partial() {
    return received.size() > 0 ? NO_TEXT : null;
  }

  private AttemptOutcome failed(GatewayException e) {
    noteReceived();
    attempt.log().failed(e.failure());
    var losses = attempt.prepared().losses();
    if (!reply.committed()) {
      int status = attempt.log().status();
      return new FailedBeforeCommit(attempt.target(), losses, e, status, null, ContentTimes.NONE);
    }
    var outcome = new FailedAfterCommit(attempt.target(), losses, e, partial(), content);
    attempt.context().parts().observer().ending(outcome);
    reply.abort();
    return outcome;
  }
}

package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.call.ClientWaiting;
import io.llmcallgateway.relay.call.WorkLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The context of one attempt: the call's parts, and a waiting, time limits and bytes of its own,
/// so that several attempts of a call can run beside each other.
///
/// @param held what the attempt may hold of the budget of bytes
/// @param reason why it is made; null for the call's first
public record AttemptContext(
    CallParts parts,
    ClientWaiting waiting,
    AttemptLimits limits,
    ByteBudget.Reservation held,
    AttemptRecord.@Nullable Reason reason) {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptContext.class);

  public ClientCall call() {
    return parts.call();
  }

  public CallReply reply() {
    return parts.reply();
  }

  /// Returns the limits of the work that prepares a request.
  public WorkLimits work() {
    return new WorkLimits(waiting, limits.deadline(), held);
  }

  /// Returns the context of a request beside others of the same attempt.
  public AttemptContext beside(ClientWaiting waiting, ByteBudget.Reservation held) {
    return new AttemptContext(parts, waiting, limits, held, reason);
  }

  /// Ends the answer: its outcome is told first, then its last bytes are sent.
  public AttemptOutcome finish(AttemptOutcome outcome, ByteBuffer last) {
    reply().last(last);
    return finish(outcome);
  }

  /// Ends an answer whose last bytes the reply has.
  public AttemptOutcome finish(AttemptOutcome outcome) {
    parts.observer().ending(outcome);
    try {
      reply().end();
    } catch (IOException gone) {
      LOG.debug("the client of call {} left at the end", call().in().id().shortId(), gone);
    }
    return outcome;
  }
}

package io.llmcallgateway.relay;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.record.AttemptRecord.Reason;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptLimits;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.AttemptOutcome.ClientGone;
import io.llmcallgateway.relay.attempt.AttemptOutcome.Completed;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedAfterCommit;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import io.llmcallgateway.relay.attempt.CallParts;
import io.llmcallgateway.relay.attempt.ContentTimes;
import io.llmcallgateway.relay.call.ClientGoneException;
import io.llmcallgateway.relay.call.ClientWaiting;
import io.llmcallgateway.relay.operation.OperationHandler;
import io.llmcallgateway.relay.translation.TargetPairing;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.route.TargetHealth;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes attempts of one call, each with a waiting and time limits of its own. What a client, a
/// provider or the network did ends in a value; the health of targets learns from it. A fault of
/// the gateway itself is thrown on to the exchange, unless a lane has it.
final class AttemptRunner {
  private final CallParts parts;
  private final OperationHandler handler;
  private final TargetHealth health;
  private final ByteBudget.Reservation held;

  AttemptRunner(
      CallParts parts, OperationHandler handler, TargetHealth health, ByteBudget.Reservation held) {
    this.parts = parts;
    this.handler = handler;
    this.health = health;
    this.held = held;
  }

  /// Makes an attempt at a target.
  ///
  /// @param excluded the formats of endpoints that have been tried and are not there
  /// @param reason why it is made; null for the call's first
  AttemptOutcome run(
      Target target, Set<DialectId> excluded, AttemptLimits limits, @Nullable Reason reason) {
    try (var observation = health.begin(target)) {
      var outcome = attempt(target, excluded, limits, reason);
      switch (outcome) {
        case Completed it -> {
          if (it.firstByteMicros() >= 0) observation.succeeded(it.firstByteMicros());
        }
        case FailedBeforeCommit it -> observation.failed(it.failure());
        case FailedAfterCommit it -> observation.failed(it.failure());
        case ClientGone _ -> {}
      }
      return outcome;
    }
  }

  private AttemptOutcome attempt(
      Target target, Set<DialectId> excluded, AttemptLimits limits, @Nullable Reason reason) {
    TargetPairing pairing = null;
    Losses losses = null;
    try (var waiting = ClientWaiting.watching(parts.reply())) {
      pairing = pair(target, excluded);
      losses = new Losses(parts.strict(), pairing.model().provider() + "/" + target.model());
      var context = new AttemptContext(parts, waiting, limits, held, reason);
      return handler.attempt(context, pairing, losses);
    } catch (GatewayException e) {
      return failed(pairing, losses, e);
    } catch (ClientGoneException _) {
      return new ClientGone(
          pairing == null ? null : pairing.target(), report(losses), null, ContentTimes.NONE);
    } catch (InterruptedException e) {
      return failed(pairing, losses, new GatewayException(Failure.stopping(), e));
    }
  }

  private TargetPairing pair(Target target, Set<DialectId> excluded) {
    var catalog = parts.snapshot().catalog();
    return parts.translator().pair(parts.call(), target, excluded, handler, catalog);
  }

  private static FailedBeforeCommit failed(
      @Nullable TargetPairing pairing, @Nullable Losses losses, GatewayException e) {
    return new FailedBeforeCommit(
        pairing == null ? null : pairing.target(), report(losses), e, -1, null, ContentTimes.NONE);
  }

  private static LossReport report(@Nullable Losses losses) {
    return losses == null ? LossReport.NONE : losses.report();
  }

  /// Answers in the gateway's own words after a failed attempt; null where it cannot.
  @Nullable AttemptOutcome answerInstead(
      FailedBeforeCommit failed, Target target, AttemptLimits limits) throws InterruptedException {
    try (var waiting = ClientWaiting.watching(parts.reply())) {
      var context = new AttemptContext(parts, waiting, limits, held, Reason.FALLBACK);
      return handler.answerInstead(failed, context, pair(target, Set.of()));
    } catch (GatewayException _) {
      return null; // the failed attempt says more
    }
  }
}

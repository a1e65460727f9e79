package io.llmcallgateway.relay.record;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.interactionlog.InteractionLog;
import io.llmcallgateway.journal.ActiveCall;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.relay.attempt.AttemptLog;
import java.time.InstantSource;

/// Writes the steps of calls to the interaction log, with no more of their content than the journal
/// keeps.
public final class InteractionLogObserver implements CallObserver {
  private final InteractionLog log;
  private final InstantSource clock;

  public InteractionLogObserver(InteractionLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  private long now() {
    return clock.millis();
  }

  @Override
  public void started(CallIdentity call, ActiveCall active) {
    var in = call.in();
    var facts = call.facts();
    log.record(
        new CallStep.Started(
            in.id(),
            now(),
            facts.operation(),
            facts.model(),
            call.shown(in.body()),
            call.keepsPayloads() ? facts.userText() : null,
            in.requestId()));
  }

  @Override
  public void sent(CallIdentity call, AttemptLog attempt) {
    log.record(
        new CallStep.Sent(
            call.in().id(),
            now(),
            attempt.target().provider().id(),
            attempt.target().model(),
            call.in().requestId(),
            attempt.prepared().losses().header(),
            call.shown(attempt.request())));
  }

  @Override
  public void answered(CallIdentity call, AttemptLog attempt, Body shown) {
    log.record(
        new CallStep.Answered(
            call.in().id(),
            now(),
            attempt.target().provider().id(),
            attempt.status(),
            CallIdentity.microsSince(attempt.sentAt()),
            call.shown(shown)));
  }

  @Override
  public void retried(CallIdentity call, Failure failure, String nextProvider) {
    log.record(new CallStep.Retried(call.in().id(), now(), call.micros(), failure, nextProvider));
  }

  @Override
  public void ended(CallIdentity call, CallEnd end) {
    var id = call.in().id();
    long micros = call.micros();
    var answer = end.answer() == null ? null : call.shown(end.answer());
    var failure = end.failure();
    if (failure != null) {
      log.record(new CallStep.Failed(id, now(), micros, failure, answer));
      return;
    }
    switch (end.record().state()) {
      case SUCCESS -> {
        if (answer != null) log.record(new CallStep.Completed(id, now(), micros, answer));
      }
      case CANCELLED, ERROR, REFUSED, STOPPED ->
          log.record(new CallStep.Cancelled(id, now(), micros, answer));
    }
  }
}

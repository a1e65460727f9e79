package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.telemetry.CallStep;
import io.llmcallgateway.telemetry.CallSummary;
import io.llmcallgateway.telemetry.CallSummary.State;
import org.jspecify.annotations.Nullable;

/// Tells the interaction log and the metrics what happens to one call: each accepted call starts
/// once and ends once.
final class CallRecorder {
  private final Relay relay;
  private final Inbound in;
  private final Facts facts;

  CallRecorder(Relay relay, Inbound in, Facts facts) {
    this.relay = relay;
    this.in = in;
    this.facts = facts;
  }

  void started() {
    relay.metrics().started();
    relay
        .log()
        .record(
            new CallStep.Started(
                in.id(),
                now(),
                facts.operation(),
                facts.model(),
                in.body(),
                facts.userText(),
                in.requestId()));
  }

  void sent(Target target, Body body, Losses losses) {
    relay
        .log()
        .record(
            new CallStep.Sent(
                in.id(),
                now(),
                target.provider().id(),
                target.model(),
                in.requestId(),
                losses.header(),
                body));
  }

  void answered(String provider, int status, long sentAt, Body body) {
    relay
        .log()
        .record(new CallStep.Answered(in.id(), now(), provider, status, microsSince(sentAt), body));
  }

  void retried(Failure failure, String nextProvider) {
    relay
        .log()
        .record(
            new CallStep.Retried(
                in.id(), now(), microsSince(in.acceptedAt()), failure, nextProvider));
  }

  /// @param firstContentAt in `System.nanoTime`, 0 where no content came
  void ended(
      State state,
      @Nullable String provider,
      @Nullable Failure failure,
      @Nullable Answer answer,
      long firstContentAt) {
    long micros = microsSince(in.acceptedAt());
    var id = in.id();
    long now = now();
    if (failure != null) {
      relay.log().record(new CallStep.Failed(id, now, micros, failure, answer));
    } else if (state == State.CANCELLED || answer == null) {
      relay.log().record(new CallStep.Cancelled(id, now, micros, answer));
    } else {
      relay.log().record(new CallStep.Completed(id, now, micros, answer));
    }
    relay
        .metrics()
        .ended(
            new CallSummary(
                facts.operation(),
                facts.model(),
                provider,
                facts.stream(),
                state,
                failure == null ? 200 : failure.status(),
                failure,
                micros,
                firstContentAt == 0 ? -1 : (firstContentAt - in.acceptedAt()) / 1_000,
                answer == null ? null : answer.usage()));
  }

  private long now() {
    return relay.clock().millis();
  }

  private static long microsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000;
  }
}

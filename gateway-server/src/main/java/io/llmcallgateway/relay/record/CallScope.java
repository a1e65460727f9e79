package io.llmcallgateway.relay.record;

import io.llmcallgateway.journal.ActiveCall;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.AttemptRecord.Reason;
import io.llmcallgateway.model.record.CallBegin;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.PayloadsState;
import io.llmcallgateway.relay.attempt.AttemptLog;
import io.llmcallgateway.relay.attempt.AttemptObserver;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.CallPricing;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.relay.translation.PreparedCall;
import io.llmcallgateway.upstream.UpstreamRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of one accepted call: it starts once and ends once, whatever is thrown, and its
/// observers are told before the last byte of the answer goes out. Thread-safe.
public final class CallScope implements AttemptObserver, ActiveCall, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallScope.class);

  private final CallIdentity call;
  private final CallReply reply;
  private final CallObservers observers;
  private final CallPricing pricing;
  private final ByteBudget.Reservation held;
  private final CallTimeline timeline;
  private @Nullable String routedAs;
  private boolean ended;

  private CallScope(
      CallIdentity call,
      CallReply reply,
      CallObservers observers,
      CallPricing pricing,
      ByteBudget.Reservation held) {
    this.call = call;
    this.reply = reply;
    this.observers = observers;
    this.pricing = pricing;
    this.held = held;
    this.timeline = new CallTimeline(call.in().acceptedAt());
  }

  /// Starts a call.
  public static CallScope open(
      CallIdentity call,
      CallReply reply,
      CallObservers observers,
      CallPricing pricing,
      ByteBudget.Reservation held) {
    var scope = new CallScope(call, reply, observers, pricing, held);
    observers.tell(observer -> observer.started(call, scope));
    return scope;
  }

  @Override
  public CallId id() {
    return call.in().id();
  }

  /// The target is that of the moment.
  @Override
  public synchronized CallBegin describe() {
    var facts = call.facts();
    var last = timeline.last();
    var models =
        CallRecordFactory.models(facts, routedAs, last == null ? null : last.target(), null);
    return new CallBegin(
        id(),
        call.startedAt(),
        facts.operation(),
        call.dialect().id(),
        facts.stream(),
        models,
        CallLabels.client(call.in(), facts),
        CallLabels.tags(call.in(), facts),
        call.snapshot().digest(),
        call.keepsPayloads() ? CallLine.beginning(call.question()) : "",
        call.in().replayOf(),
        call.policy() != PayloadPolicy.OFF);
  }

  /// Returns whether the client asked for a stream.
  public boolean streams() {
    return call.facts().stream();
  }

  /// Notes the name that the model was found by.
  public synchronized void routed(String name) {
    routedAs = name;
  }

  @Override
  public AttemptLog sent(PreparedCall prepared, UpstreamRequest request, @Nullable Reason reason) {
    var attempt = timeline.begin(prepared, request, reason);
    observers.tell(observer -> observer.sent(call, attempt));
    return attempt;
  }

  @Override
  public void answered(AttemptLog attempt, Body shown) {
    observers.tell(observer -> observer.answered(call, attempt, shown));
  }

  /// Notes that an attempt failed and another follows.
  public void retried(Failure failure, String nextProvider) {
    observers.tell(observer -> observer.retried(call, failure, nextProvider));
  }

  @Override
  public void ending(AttemptOutcome outcome) {
    switch (outcome) {
      case AttemptOutcome.Completed it -> end(State.SUCCESS, it, null, it.answer());
      case AttemptOutcome.ClientGone it -> end(State.CANCELLED, it, null, it.partial());
      case AttemptOutcome.FailedBeforeCommit it -> failed(it.failure(), it);
      case AttemptOutcome.FailedAfterCommit it ->
          end(stateOf(it.failure()), it, it.failure(), it.partial());
    }
  }

  /// Ends a call that no attempt answered.
  ///
  /// @param attempt that the client is told of; null where none was made
  public void failed(Failure failure, AttemptOutcome.@Nullable FailedBeforeCommit attempt) {
    var partial = attempt == null ? null : attempt.partial();
    end(stateOf(failure), attempt, failure, partial);
  }

  /// Refused is what no provider was asked.
  private State stateOf(Failure failure) {
    if (failure.kind() == Failure.Kind.STOPPING) return State.STOPPED;
    if (failure.kind() == Failure.Kind.INTERNAL) return State.ERROR;
    boolean own = failure.origin() == Failure.Origin.GATEWAY;
    return own && timeline.last() == null ? State.REFUSED : State.ERROR;
  }

  private synchronized void end(
      State state,
      @Nullable AttemptOutcome outcome,
      @Nullable Failure failure,
      @Nullable Answer answer) {
    if (ended) return;
    ended = true;
    timeline.end();
    var record = record(state, outcome, failure, answer);
    boolean listed = call.policy() != PayloadPolicy.OFF;
    var end = new CallEnd(withPayloads(record, answer, listed), failure, answer);
    observers.tell(observer -> observer.ended(call, end));
  }

  /// Returns the record; where its answer cannot be told, a record without it.
  private CallRecord record(
      State state,
      @Nullable AttemptOutcome outcome,
      @Nullable Failure failure,
      @Nullable Answer answer) {
    var factory = new CallRecordFactory(call, timeline, reply, pricing, routedAs);
    try {
      return factory.record(state, outcome, failure, answer, true);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("the record of call {} lacks its answer", call.in().id().shortId(), e);
      return factory.record(state, null, failure, null, false);
    }
  }

  private EndedCall withPayloads(CallRecord record, @Nullable Answer answer, boolean listed) {
    try {
      var payloads = new CallPayloads(call, timeline, reply).collect(answer, held);
      if (payloads.isEmpty()) return new EndedCall(record, payloads, listed);
      return new EndedCall(record.withPayloads(PayloadsState.KEPT), payloads, listed);
    } catch (RuntimeException e) {
      LOG.error("the payloads of call {} are lost", call.in().id().shortId(), e);
      return new EndedCall(record.withPayloads(PayloadsState.SHED), List.of(), listed);
    }
  }

  /// Ends the call where nothing else has: what was thrown is no answer.
  @Override
  public void close() {
    failed(Failure.internal(), null);
  }
}

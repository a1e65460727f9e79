package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StatefulDialect;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.record.AttemptRecord.Reason;
import io.llmcallgateway.relay.attempt.AttemptLimits;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.AttemptOutcome.ClientGone;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import io.llmcallgateway.relay.attempt.CallParts;
import io.llmcallgateway.relay.attempt.CallPricing;
import io.llmcallgateway.relay.attempt.ContentTimes;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.relay.call.CallSnapshot;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.call.ClientGoneException;
import io.llmcallgateway.relay.call.Reply;
import io.llmcallgateway.relay.record.CallIdentity;
import io.llmcallgateway.relay.record.CallScope;
import io.llmcallgateway.route.Plan;
import io.llmcallgateway.route.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call, from its request to its end: accept, plan, attempt each target in turn, finish. One
/// thread.
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Relay relay;
  private final Inbound in;
  private final Dialect dialect;
  private final Reply client;
  private final ByteBudget.Reservation held;

  Exchange(Relay relay, Inbound in, Dialect dialect, Reply client, ByteBudget.Reservation held) {
    this.relay = relay;
    this.in = in;
    this.dialect = dialect;
    this.client = client;
    this.held = held;
  }

  void run() {
    Facts facts;
    try {
      facts = dialect.facts(in);
    } catch (GatewayException e) {
      relay.metrics().rejected(e.failure().kind());
      reject(e);
      return;
    }
    var snapshot = relay.snapshots().current();
    var call = CallIdentity.of(in, dialect, facts, snapshot, relay.clock().millis());
    var reply = new CallReply(client, held, call.payloadLimit());
    var pricing = new CallPricing(snapshot.pricing(), facts.operation(), call.startedAt());
    try (var scope = CallScope.open(call, reply, relay.observers(), pricing, held)) {
      serve(call, reply, pricing, scope);
    }
  }

  /// Serves the call; whatever is thrown becomes its end.
  private void serve(CallIdentity call, CallReply reply, CallPricing pricing, CallScope scope) {
    try {
      var outcome = attempt(call, reply, pricing, scope);
      if (outcome instanceof FailedBeforeCommit failed) fail(failed.cause(), failed, reply, scope);
      else scope.ending(outcome);
    } catch (GatewayException e) {
      fail(e, null, reply, scope);
    } catch (ClientGoneException _) {
      scope.ending(new ClientGone(null, LossReport.NONE, null, ContentTimes.NONE));
    } catch (InterruptedException e) {
      fail(new GatewayException(Failure.stopping(), e), null, reply, scope);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      LOG.error("call {} failed inside the gateway", in.id().shortId(), e);
      fail(new GatewayException(Failure.internal(), e), null, reply, scope);
    }
  }

  private AttemptOutcome attempt(
      CallIdentity accepted, CallReply reply, CallPricing pricing, CallScope scope)
      throws InterruptedException {
    var snapshot = accepted.snapshot();
    var call = recall(accepted);
    var facts = call.facts();
    var plan = relay.router().plan(facts.model(), facts.operation(), snapshot.catalog());
    scope.routed(plan.routedAs());
    var parts =
        new CallParts(
            call,
            snapshot,
            reply,
            relay.translator(),
            relay.upstream(),
            relay.redactor(),
            scope,
            pricing,
            in.strict() || plan.strict(),
            accepted.payloadLimit());
    var handler = relay.handlers().of(facts.operation());
    var runner = new AttemptRunner(parts, handler, relay.health(), held);
    return attempt(call, plan, runner, scope, snapshot);
  }

  /// Returns what the client asks, with the conversation that it goes on from.
  private ClientCall recall(CallIdentity accepted) throws InterruptedException {
    var facts = accepted.facts();
    long createdAt = relay.clock().millis() / 1_000;
    if (!(dialect instanceof StatefulDialect remembering)) {
      return new ClientCall(in, dialect, facts, createdAt);
    }
    var whole = remembering.recall(in, facts, relay.memory());
    if (whole.body() == in.body()) return new ClientCall(whole, dialect, facts, createdAt);
    held.need(held.held() + whole.body().size());
    return new ClientCall(whole, dialect, dialect.facts(whole), createdAt);
  }

  /// Tries the plan's targets in turn until one answers.
  private AttemptOutcome attempt(
      ClientCall call, Plan plan, AttemptRunner runner, CallScope scope, CallSnapshot snapshot)
      throws InterruptedException {
    var failures = new ArrayList<FailedBeforeCommit>(0);
    var targets = plan.targets();
    for (int i = 0; ; i++) {
      var target = targets.get(i);
      var limits = limits(plan, target, snapshot, i == 0 ? in.acceptedAt() : System.nanoTime());
      var outcome = attempt(call, target, limits, i == 0 ? null : Reason.FALLBACK, runner, scope);
      if (!(outcome instanceof FailedBeforeCommit failed)) return outcome;
      failures.add(failed);
      if (i == targets.size() - 1 || !failed.failure().mayFallBack()) {
        return last(failures, target, limits, runner, scope);
      }
      scope.retried(failed.failure(), targets.get(i + 1).provider().id());
    }
  }

  /// Attempts a target, by each of its endpoints until one is there.
  ///
  /// @param because why the target is attempted; null for the first
  private AttemptOutcome attempt(
      ClientCall call,
      Target target,
      AttemptLimits limits,
      @Nullable Reason because,
      AttemptRunner runner,
      CallScope scope) {
    Set<DialectId> excluded = Set.of();
    var reason = because;
    while (true) {
      var outcome = runner.run(target, excluded, limits, reason);
      if (!(outcome instanceof FailedBeforeCommit failed)) return outcome;
      var tried = failed.target();
      if (tried == null || !failed.endpointIsMissing() || isLate(limits)) return outcome;
      if (!relay.translator().hasOtherEndpoint(call, target, excluded)) return outcome;
      excluded = with(excluded, tried.provider().dialect());
      reason = Reason.ENDPOINT;
      scope.retried(failed.failure(), target.provider().id());
    }
  }

  private static Set<DialectId> with(Set<DialectId> excluded, DialectId dialect) {
    var more = EnumSet.of(dialect);
    more.addAll(excluded);
    return more;
  }

  /// Returns the end of a call for which no target is left.
  private static AttemptOutcome last(
      List<FailedBeforeCommit> failures,
      Target target,
      AttemptLimits limits,
      AttemptRunner runner,
      CallScope scope)
      throws InterruptedException {
    var last = failures.getLast();
    var instead = runner.answerInstead(last, target, limits);
    if (instead == null) return ClientFailure.best(failures);
    scope.retried(last.failure(), "estimate");
    return instead;
  }

  /// Returns the limits of an attempt. Each target has the whole time, so that one which is silent
  /// leaves the next its chance.
  ///
  /// @param from of `System.nanoTime`
  private AttemptLimits limits(Plan plan, Target target, CallSnapshot snapshot, long from) {
    long timeout = snapshot.requestTimeout().toNanos();
    var first = snapshot.firstTokenTimeout(plan.routedAs(), target);
    return new AttemptLimits(
        from + timeout,
        first == null ? null : from + first.toNanos(),
        timeout,
        relay.keepAlive().toNanos());
  }

  private static boolean isLate(AttemptLimits limits) {
    return System.nanoTime() - limits.deadline() >= 0;
  }

  /// Ends a call that no attempt answered: its record first, then the client.
  private void fail(
      GatewayException e, @Nullable FailedBeforeCommit attempt, CallReply reply, CallScope scope) {
    if (reply.committed()) { // the gateway itself failed in the middle of an answer
      scope.failed(e.failure(), attempt);
      reply.abort();
      return;
    }
    var told = relay.redactor().of(e.failure(), e.getCause());
    new ErrorReply(in, dialect, told, scope.streams()).put(reply);
    scope.failed(e.failure(), attempt);
    end(reply);
  }

  /// Answers a request that never became a call.
  private void reject(GatewayException e) {
    var reply = new CallReply(client, held, 0);
    var told = relay.redactor().of(e.failure(), e.getCause());
    new ErrorReply(in, dialect, told, false).put(reply);
    end(reply);
  }

  private void end(CallReply reply) {
    try {
      reply.end();
    } catch (IOException gone) {
      LOG.debug("the client of call {} left before its error", in.id().shortId(), gone);
    }
  }
}

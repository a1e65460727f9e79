package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.route.Plan;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.telemetry.CallSummary.State;
import io.llmcallgateway.upstream.Doorbell;
import io.llmcallgateway.upstream.TargetHealth;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.UpstreamRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call, from its request to its end: the way that architecture.md draws, in its order. One
/// thread.
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final long DRAIN = TimeUnit.MILLISECONDS.toNanos(200);

  private final Relay relay;
  private final Inbound in;
  private final Dialect dialect;
  private final Reply reply;
  private final Doorbell bell = new Doorbell();
  private final Waiting waiting;
  private final long deadline;

  private @Nullable StreamLane stream;
  private @Nullable String provider;
  private long firstContentAt;

  Exchange(Relay relay, Inbound in, Dialect dialect, Reply reply) {
    this.relay = relay;
    this.in = in;
    this.dialect = dialect;
    this.reply = reply;
    this.waiting = new Waiting(bell, reply);
    this.deadline = in.acceptedAt() + relay.requestTimeout().get().toNanos();
  }

  void run() {
    Facts facts;
    try {
      facts = dialect.facts(in);
    } catch (GatewayException e) {
      relay.metrics().rejected(e.failure().kind());
      answerFailure(e);
      return;
    }
    var call = new Call(in, dialect, facts, relay.clock().millis() / 1_000);
    var record = new CallRecorder(relay, in, facts);
    record.started();
    try {
      var plan = relay.planner().apply(facts);
      var answer = attempt(call, plan, record);
      record.ended(State.SUCCESS, provider, null, answer, firstContentAt);
    } catch (GatewayException e) {
      record.ended(State.ERROR, provider, e.failure(), partial(), firstContentAt);
      answerFailure(e);
    } catch (ClientGoneException _) {
      record.ended(State.CANCELLED, provider, null, partial(), firstContentAt);
    } catch (IOException e) {
      LOG.debug("the client of call {} left while it was written to", in.id().shortId(), e);
      record.ended(State.CANCELLED, provider, null, partial(), firstContentAt);
    } catch (InterruptedException e) {
      var stopping = Failure.of(Failure.Kind.STOPPING, "The gateway is stopping.");
      record.ended(State.ERROR, provider, stopping, partial(), firstContentAt);
      answerFailure(new GatewayException(stopping, e));
    } catch (RuntimeException e) {
      LOG.error("call {} failed inside the gateway", in.id().shortId(), e);
      var failure =
          Failure.of(Failure.Kind.INTERNAL, "The gateway failed; its error log says why.");
      record.ended(State.ERROR, provider, failure, partial(), firstContentAt);
      answerFailure(new GatewayException(failure, e));
    }
  }

  private @Nullable Answer partial() {
    return stream == null ? null : stream.answer();
  }

  /// Tries the plan's targets in turn until one answers.
  private Answer attempt(Call call, Plan plan, CallRecorder record)
      throws InterruptedException, IOException {
    var targets = plan.targets();
    for (int i = 0; ; i++) {
      var target = targets.get(i);
      provider = target.provider().id();
      try (var load = relay.health().begin(target.provider().id(), target.model())) {
        return attempt(call, target, in.strict() || plan.strict(), load, record);
      } catch (GatewayException e) {
        boolean last = i == targets.size() - 1 || System.nanoTime() - deadline >= 0;
        if (last || !e.failure().mayFallBack() || committed()) {
          return orEstimate(e, call, target, record);
        }
        record.retried(e.failure(), targets.get(i + 1).provider().id());
      }
    }
  }

  /// A plain answer's head, or a stream's content, is where falling back ends.
  private boolean committed() {
    return stream == null ? reply.started() : stream.committed();
  }

  private Answer attempt(
      Call call, Target target, boolean strict, TargetHealth.Attempt load, CallRecorder record)
      throws InterruptedException, IOException {
    var facts = call.facts();
    var crossing = new Crossing(call, target, relay, strict);
    if (facts.operation() == Operation.COUNT_TOKENS && !crossing.counts()) {
      return estimate(crossing);
    }
    if (crossing.embeds()) return embed(crossing, load, record);
    var outbound = crossing.outbound();
    record.sent(target, outbound.body(), crossing.losses());
    long sentAt = System.nanoTime();
    var request =
        new UpstreamRequest(
            target.provider(),
            facts.operation(),
            facts.stream(),
            crossing.filledPath(),
            outbound.headers(),
            outbound.body());
    try (var upstream = relay.upstream().send(request, bell)) {
      var attempt = new Attempt(crossing, upstream, waiting);
      return facts.stream()
          ? stream(attempt, load, sentAt, record)
          : plain(attempt, load, sentAt, record);
    }
  }

  /// The target cannot count tokens, so nothing is asked of it.
  private Answer estimate(Crossing crossing) throws InterruptedException, IOException {
    var plain = crossing.estimate();
    firstContentAt = System.nanoTime();
    reply.start(200, ReplyHeaders.plain(crossing, Headers.NONE), plain.toClient().size());
    reply.end(ByteBuffer.wrap(plain.toClient().toByteArray()));
    return plain.answer();
  }

  /// Where a provider counts, but not this. What it finds wrong with a request in its own format is
  /// for the client to know.
  private Answer orEstimate(GatewayException e, Call call, Target target, CallRecorder record)
      throws InterruptedException, IOException {
    boolean counting = call.facts().operation() == Operation.COUNT_TOKENS;
    if (!counting || !TokenEstimate.isBetterThan(e.failure())) throw e;
    var crossing = new Crossing(call, target, relay, false);
    boolean own = crossing.replyAsIs() && e.failure().kind() == Failure.Kind.INVALID_REQUEST;
    if (own || !call.readable()) throw e;
    record.retried(e.failure(), "estimate");
    return estimate(crossing);
  }

  private Answer embed(Crossing crossing, TargetHealth.Attempt load, CallRecorder record)
      throws InterruptedException, IOException {
    var carried = new EmbeddingLane(relay, crossing, record, deadline).carry(bell, waiting);
    load.answered(carried.micros());
    firstContentAt = System.nanoTime();
    var body = carried.plain().toClient();
    reply.start(200, ReplyHeaders.plain(crossing, carried.headers()), body.size());
    reply.end(ByteBuffer.wrap(body.toByteArray()));
    return carried.plain().answer();
  }

  private Answer plain(Attempt attempt, TargetHealth.Attempt load, long sentAt, CallRecorder record)
      throws InterruptedException, IOException {
    var head = attempt.head(deadline);
    load.answered(microsSince(sentAt));
    attempt.requireSuccess(head, deadline);
    var carried = new PlainLane(attempt, reply, deadline).carry(head);
    firstContentAt = System.nanoTime();
    record.answered(attempt.provider(), head.status(), sentAt, carried.raw());
    reply.end(carried.last());
    return carried.answer();
  }

  private Answer stream(
      Attempt attempt, TargetHealth.Attempt load, long sentAt, CallRecorder record)
      throws InterruptedException, IOException {
    var lane =
        new StreamLane(attempt, reply, deadline, relay.requestTimeout().get(), relay.keepAlive());
    stream = lane;
    UpstreamReply.Head head = null;
    ByteBuffer last;
    try {
      head = lane.head();
      load.answered(microsSince(sentAt));
      attempt.requireSuccess(head, deadline);
      last = lane.carry(head);
    } finally {
      firstContentAt = lane.firstContentAt();
    }
    var answer = lane.finishedAnswer();
    record.answered(attempt.provider(), head.status(), sentAt, answer.body());
    reply.end(last);
    drain(attempt.upstream);
    return answer;
  }

  /// Reads what follows the end of the answer, so that the connection can serve again.
  private void drain(UpstreamReply upstream) throws InterruptedException {
    long until = System.nanoTime() + DRAIN;
    while (!upstream.ended()) {
      if (upstream.read() != null || upstream.ended()) continue;
      upstream.demand();
      if (!bell.await(until - System.nanoTime())) return;
    }
  }

  private static long microsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000;
  }

  private void answerFailure(GatewayException e) {
    var failure = relay.disclosure().of(e.failure(), e.getCause());
    try {
      if (!reply.started()) {
        Body body = dialect.writeError(failure);
        var headers = ReplyHeaders.error(failure).and(dialect.errorHeaders(failure));
        reply.start(dialect.status(failure), headers, body.size());
        reply.end(ByteBuffer.wrap(body.toByteArray()));
      } else if (stream != null) {
        reply.end(stream.closing(failure));
      } else {
        reply.abort();
      }
    } catch (IOException gone) {
      LOG.debug("the client of call {} left before its error", in.id().shortId(), gone);
    }
  }
}

package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StatefulDialect;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.limit.HeapEstimate;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.attempt.Attempt;
import io.llmcallgateway.relay.attempt.AttemptLog;
import io.llmcallgateway.relay.attempt.PlainLane;
import io.llmcallgateway.relay.attempt.ReplyHeaders;
import io.llmcallgateway.relay.attempt.StreamErrorText;
import io.llmcallgateway.relay.attempt.StreamLane;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.call.ClientGoneException;
import io.llmcallgateway.relay.call.ClientWaiting;
import io.llmcallgateway.relay.call.Reply;
import io.llmcallgateway.relay.operation.EmbeddingLane;
import io.llmcallgateway.relay.operation.TokenEstimate;
import io.llmcallgateway.relay.record.CallRecorder;
import io.llmcallgateway.relay.record.ReturnedModel;
import io.llmcallgateway.relay.translation.CostTransform;
import io.llmcallgateway.relay.translation.EndpointChoice;
import io.llmcallgateway.relay.translation.LongContext;
import io.llmcallgateway.relay.translation.StreamTransform;
import io.llmcallgateway.relay.translation.Translation;
import io.llmcallgateway.route.Plan;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.route.TargetHealth;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.UpstreamRequest;
import io.llmcallgateway.upstream.WakeSignal;
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

  /// What is translated within the first bytes of each call.
  private static final int SMALL = 2 << 10;

  private static final long DRAIN = TimeUnit.MILLISECONDS.toNanos(200);

  private final Relay relay;
  private final Inbound in;
  private final Dialect dialect;
  private final Reply reply;
  private final WakeSignal bell = new WakeSignal();
  private final ClientWaiting waiting;
  private final long deadline;
  private final ByteBudget.Reservation held;

  private @Nullable StreamLane stream;
  private @Nullable AttemptLog tried;
  private boolean streams;
  private boolean translates;
  private String routedAs = "";

  Exchange(Relay relay, Inbound in, Dialect dialect, Reply reply, ByteBudget.Reservation held) {
    this.held = held;
    this.relay = relay;
    this.in = in;
    this.dialect = dialect;
    this.reply = reply;
    this.waiting = new ClientWaiting(bell, reply);
    this.deadline = in.acceptedAt() + relay.requestTimeout().get().toNanos();
  }

  void run() {
    Facts facts;
    try {
      facts = dialect.facts(in);
    } catch (GatewayException e) {
      relay.books().metrics().rejected(e.failure().kind());
      answerFailure(e, null);
      return;
    }
    streams = facts.stream();
    var record = new CallRecorder(relay.books(), in, dialect, facts, held);
    record.started();
    try {
      var plan = relay.planner().apply(facts);
      record.routed(plan.routedAs());
      routedAs = plan.routedAs();
      attempt(call(facts), plan, record);
    } catch (GatewayException e) {
      answerFailure(e, record);
    } catch (ClientGoneException _) {
      cancelled(record);
    } catch (IOException e) {
      LOG.debug("the client of call {} left while it was written to", in.id().shortId(), e);
      cancelled(record);
    } catch (InterruptedException e) {
      var stopping = Failure.of(Failure.Kind.STOPPING, "The gateway is stopping.");
      answerFailure(new GatewayException(stopping, e), record);
    } catch (RuntimeException e) {
      LOG.error("call {} failed inside the gateway", in.id().shortId(), e);
      var failure =
          Failure.of(Failure.Kind.INTERNAL, "The gateway failed; its error log says why.");
      answerFailure(new GatewayException(failure, e), record);
    }
  }

  /// What the client asks, with what it goes on from.
  private ClientCall call(Facts facts) throws InterruptedException {
    var whole =
        dialect instanceof StatefulDialect remembering
            ? remembering.recall(in, facts, relay.memory())
            : in;
    var read = whole.body() == in.body() ? facts : dialect.facts(whole);
    if (whole.body() != in.body()) held.need(held.held() + whole.body().size());
    var means = new ClientCall.Means(bell, waiting, deadline, held);
    return new ClientCall(whole, dialect, read, relay.books().clock().millis() / 1_000, means);
  }

  private void cancelled(CallRecorder record) {
    noteStream(record);
    record.cancelled(partial());
  }

  private void noteReceived() {
    if (stream == null || stream.received().size() == 0) return;
    stream.attempt().sending.answered(stream.received().body(), stream.received().size());
  }

  /// What had been streamed by now.
  private void noteStream(CallRecorder record) {
    if (stream == null) return;
    noteReceived();
    record.content(stream.firstContentAt(), stream.lastContentAt());
    if (reply.started()) record.streamed(stream.sent(), stream.contentType());
  }

  private @Nullable Answer partial() {
    return stream == null ? null : stream.answer();
  }

  /// Tries the plan's targets in turn until one answers.
  private void attempt(ClientCall call, Plan plan, CallRecorder record)
      throws InterruptedException, IOException {
    var targets = plan.targets();
    for (int i = 0; ; i++) {
      var target = targets.get(i);
      try {
        observed(call, target, in.strict() || plan.strict(), record);
        return;
      } catch (GatewayException e) {
        if (passesOver(call, target)) {
          record.failed(e.failure());
          record.retried(e.failure(), target.provider().id());
          i--;
          continue;
        }
        boolean last = i == targets.size() - 1 || System.nanoTime() - deadline >= 0;
        if (last || !e.failure().mayFallBack() || committed()) {
          orEstimate(e, call, target, record);
          return;
        }
        noteReceived();
        record.failed(e.failure());
        record.retried(e.failure(), targets.get(i + 1).provider().id());
      }
    }
  }

  /// Whether the endpoint seems not to be there, or not for this model, and the target has another.
  private boolean passesOver(ClientCall call, Target target) {
    var failed = tried;
    tried = null;
    if (failed == null || committed() || System.nanoTime() - deadline >= 0) return false;
    int status = failed.status();
    boolean missing = status == 404 || status == 405 || status == 501;
    var way = failed.target().provider();
    if (!missing || !EndpointChoice.isOneOfSeveral(call, target)) return false;
    noteReceived();
    call.passOver(way.dialect());
    return true;
  }

  /// A plain answer's head, or a stream's content, is where falling back ends.
  private boolean committed() {
    return stream == null ? reply.started() : stream.committed();
  }

  /// One attempt, whose outcome the target's health is told.
  private void observed(ClientCall call, Target target, boolean strict, CallRecorder record)
      throws InterruptedException, IOException {
    try (var load = relay.health().begin(target)) {
      try {
        attempt(call, target, strict, load, record);
      } catch (GatewayException e) {
        load.failed(e.failure());
        throw e;
      }
    }
  }

  private void attempt(
      ClientCall call,
      Target target,
      boolean strict,
      TargetHealth.Observation load,
      CallRecorder record)
      throws InterruptedException, IOException {
    var facts = call.facts();
    var crossing = relay.crossings().to(target, call, strict);
    record.crossing(crossing);
    if (crossing.translates()) reserveTranslation(call);
    if (facts.operation() == Operation.COUNT_TOKENS && !crossing.counts()) {
      estimate(crossing, record);
      return;
    }
    if (crossing.embeds()) {
      embed(crossing, load, record);
      return;
    }
    var outbound = crossing.outbound();
    var sending = record.sent(crossing, outbound.body());
    tried = sending;
    var request =
        new UpstreamRequest(
            crossing.target().provider(),
            facts.operation(),
            crossing.model().stream(),
            crossing.filledPath(),
            outbound.headers(),
            outbound.body());
    try (var upstream = relay.upstream().send(request, bell)) {
      var attempt =
          new Attempt(crossing, upstream, waiting, sending, held, () -> noteMissing(call, target));
      if (facts.stream()) stream(attempt, load, record);
      else plain(attempt, load, record);
    }
  }

  private void noteMissing(ClientCall call, Target target) {
    EndpointChoice.noteMissing(call, LongContext.named(target), relay.crossings().missing());
  }

  /// Once for all targets: the conversation is read once.
  private void reserveTranslation(ClientCall call) throws InterruptedException {
    var body = call.in().body();
    if (translates || body.size() <= SMALL) return;
    translates = true;
    held.need(held.held() + HeapEstimate.translated(body));
  }

  /// The target cannot count tokens, so nothing is asked of it.
  private void estimate(Translation crossing, CallRecorder record)
      throws InterruptedException, IOException {
    end(crossing.estimate(), ReplyHeaders.plain(crossing, Headers.NONE), record);
  }

  /// Ends the call with a whole answer.
  private void end(Translation.Plain plain, Headers headers, CallRecorder record)
      throws IOException {
    var body = plain.toClient();
    long now = System.nanoTime();
    record.content(now, now);
    record.replies(body);
    reply.start(
        200,
        headers.and(ReplyHeaders.cost(record.cost(plain.answer().usage(), null))),
        body.size());
    record.succeeded(plain.answer());
    reply.end(ByteBuffer.wrap(body.toByteArray()));
  }

  /// Where a provider counts, but not this. What it finds wrong with a request in its own format is
  /// for the client to know.
  private void orEstimate(GatewayException e, ClientCall call, Target target, CallRecorder record)
      throws InterruptedException, IOException {
    boolean counting = call.facts().operation() == Operation.COUNT_TOKENS;
    if (!counting || !TokenEstimate.isBetterThan(e.failure())) throw e;
    var crossing = relay.crossings().to(target, call, false);
    boolean own = crossing.replyAsIs() && e.failure().kind() == Failure.Kind.INVALID_REQUEST;
    if (own || !call.readable()) throw e;
    record.failed(e.failure());
    record.retried(e.failure(), "estimate");
    record.crossing(crossing);
    estimate(crossing, record);
  }

  private void embed(Translation crossing, TargetHealth.Observation load, CallRecorder record)
      throws InterruptedException, IOException {
    var carried = new EmbeddingLane(relay, crossing, record, deadline).carry(bell, waiting);
    load.succeeded(carried.micros());
    end(carried.plain(), ReplyHeaders.plain(crossing, carried.headers()), record);
  }

  private void plain(Attempt attempt, TargetHealth.Observation load, CallRecorder record)
      throws InterruptedException, IOException {
    var sending = attempt.sending;
    var head = attempt.head(deadline);
    long micros = microsSince(sending.sentAt());
    attempt.requireSuccess(head, deadline);
    var carried = new PlainLane(attempt, reply, deadline, record).carry(head);
    load.succeeded(micros);
    long now = System.nanoTime();
    record.content(now, now);
    record.answered(sending, carried.raw(), carried.size(), carried.raw());
    record.replies(carried.toClient());
    record.succeeded(carried.answer());
    reply.end(carried.last());
  }

  private void stream(Attempt attempt, TargetHealth.Observation load, CallRecorder record)
      throws InterruptedException, IOException {
    var sending = attempt.sending;
    var lane =
        new StreamLane(
            attempt,
            passage(attempt.crossing, record),
            reply,
            deadline,
            firstTokenBy(attempt.crossing.target()),
            relay.requestTimeout().get(),
            relay.keepAlive(),
            record.payloadLimit());
    stream = lane;
    var head = lane.head();
    long micros = microsSince(sending.sentAt());
    attempt.requireSuccess(head, deadline);
    var last = lane.carry(head);
    load.succeeded(micros);
    var answer = lane.finishedAnswer();
    record.content(lane.firstContentAt(), lane.lastContentAt());
    var received = lane.received();
    record.answered(sending, received.body(), received.size(), answer.body());
    record.streamed(lane.sent(), lane.contentType());
    record.succeeded(answer);
    reply.end(last);
    drain(attempt.upstream);
  }

  private @Nullable Long firstTokenBy(Target target) {
    var limit = relay.firstToken().limit(routedAs, target);
    return limit == null ? null : in.acceptedAt() + limit.toNanos();
  }

  private StreamTransform passage(Translation crossing, CallRecorder record) {
    return crossing.tellsCost(relay.streamCost())
        ? new CostTransform(crossing.passage(), dialect, usage -> record.cost(usage, returned()))
        : crossing.passage();
  }

  /// The model as the stream names it.
  private @Nullable String returned() {
    return stream == null ? null : ReturnedModel.in(stream.received().body());
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

  /// Tells the client, the record first.
  ///
  /// @param record null where the request never became a call
  private void answerFailure(GatewayException e, @Nullable CallRecorder record) {
    var failure = relay.disclosure().of(e.failure(), e.getCause());
    var lane = stream;
    try {
      var asStream = streams && !reply.started() ? dialect.failedStream(in, failure) : null;
      if (asStream != null) {
        var body = Body.of(asStream);
        if (record != null) failed(record, e.failure(), body);
        reply.start(200, ReplyHeaders.failedStream(failure, dialect.streamType(in)), body.size());
        reply.end(ByteBuffer.wrap(asStream));
        return;
      }
      if (!reply.started()) {
        Body body = dialect.writeError(failure);
        if (record != null) failed(record, e.failure(), body);
        var headers = ReplyHeaders.error(failure).and(dialect.errorHeaders(failure));
        reply.start(dialect.status(failure), headers, body.size());
        reply.end(ByteBuffer.wrap(body.toByteArray()));
        return;
      }
      var closing = lane == null ? null : lane.closing(StreamErrorText.told(failure));
      if (record != null) failed(record, e.failure(), null);
      if (closing == null) reply.abort();
      else reply.end(closing);
    } catch (IOException gone) {
      LOG.debug("the client of call {} left before its error", in.id().shortId(), gone);
    }
  }

  private void failed(CallRecorder record, Failure failure, @Nullable Body body) {
    noteStream(record);
    if (body != null) record.replies(body);
    record.failed(failure, partial());
  }
}

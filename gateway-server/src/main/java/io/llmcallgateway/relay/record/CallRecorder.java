package io.llmcallgateway.relay.record;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.journal.ActiveCall;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.meter.RoughCount;
import io.llmcallgateway.meter.UsageEstimator;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallBegin;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.Lane;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.relay.attempt.AttemptLog;
import io.llmcallgateway.relay.call.Capture;
import io.llmcallgateway.relay.translation.Translation;
import io.llmcallgateway.route.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Notes what happens to one call, and tells the interaction log, the metrics and the journal: each
/// accepted call starts once and ends once, before the last byte of its answer goes out. One
/// thread, but for `sent` and `answered`.
public final class CallRecorder implements ActiveCall {
  private final CallObservers books;
  private final Inbound in;
  private final Dialect dialect;
  private final Facts facts;
  private final PayloadPolicy keeping;
  private final ByteBudget.Reservation held;
  private final long startedAt;
  private final List<AttemptLog> sendings = new ArrayList<>(1);

  private @Nullable String routedAs;
  private @Nullable Target target;
  private @Nullable Losses losses;
  private Lane lane = Lane.NONE;
  private @Nullable Cost cost;
  private @Nullable String returned;
  private @Nullable Body reply;
  private @Nullable Capture stream;
  private @Nullable String streamType;
  private long firstContentAt;
  private long lastContentAt;
  private boolean ended;

  public CallRecorder(
      CallObservers books, Inbound in, Dialect dialect, Facts facts, ByteBudget.Reservation held) {
    this.held = held;
    this.books = books;
    this.in = in;
    this.dialect = dialect;
    this.facts = facts;
    this.keeping = books.keeping().apply(facts.model(), in.caller().key());
    this.startedAt = now() - microsSince(in.acceptedAt()) / 1_000;
  }

  public void started() {
    books.journal().begin(this);
    books.metrics().started();
    books
        .log()
        .record(
            new CallStep.Started(
                in.id(),
                now(),
                facts.operation(),
                facts.model(),
                logged(in.body()),
                keeping == PayloadPolicy.FULL ? facts.userText() : null,
                in.requestId()));
  }

  @Override
  public CallId id() {
    return in.id();
  }

  /// Of another thread: the target is that of a moment.
  @Override
  public CallBegin describe() {
    return new CallBegin(
        in.id(),
        startedAt,
        facts.operation(),
        dialect.id(),
        facts.stream(),
        models(target, null),
        CallLabels.client(in, facts),
        CallLabels.tags(in, facts),
        books.config().get(),
        keeping == PayloadPolicy.FULL ? CallLine.beginning(question()) : "",
        keeping != PayloadPolicy.OFF);
  }

  private CallRecord.Models models(@Nullable Target to, @Nullable String returned) {
    return new CallRecord.Models(
        facts.model(),
        routedAs,
        to == null ? null : to.provider().id(),
        to == null ? null : to.model(),
        returned);
  }

  private String question() {
    var text = facts.userText();
    return text == null ? "" : JsonText.of(in.body().slice(text));
  }

  /// What the log gets of a body: it keeps no more than the journal.
  private Body logged(Body body) {
    return keeping == PayloadPolicy.FULL ? body : Body.EMPTY;
  }

  private Answer logged(Answer answer) {
    return keeping == PayloadPolicy.FULL ? answer : answer.withoutContent();
  }

  /// The model's name meant this.
  public void routed(String name) {
    routedAs = name;
  }

  /// What is kept of a body, in bytes.
  public int payloadLimit() {
    return keeping == PayloadPolicy.FULL ? books.payloadLimit().getAsInt() : 0;
  }

  /// The call crosses to this target now.
  public void crossing(Translation crossing) {
    target = crossing.target();
    losses = crossing.losses();
    cost = null;
    returned = null;
  }

  /// A request goes out.
  public synchronized AttemptLog sent(Translation crossing, Body body) {
    var sentTo = crossing.target();
    lane = crossing.replyAsIs() ? Lane.VERBATIM : Lane.TRANSLATED;
    books
        .log()
        .record(
            new CallStep.Sent(
                in.id(),
                now(),
                sentTo.provider().id(),
                sentTo.model(),
                in.requestId(),
                crossing.losses().header(),
                logged(body)));
    var sending = new AttemptLog(sentTo, sendings.size(), in.acceptedAt(), body);
    sendings.add(sending);
    return sending;
  }

  /// A provider's answer is whole.
  ///
  /// @param raw as the provider sent it, perhaps its beginning
  /// @param shown as the log shows it
  public void answered(AttemptLog sending, Body raw, long size, Body shown) {
    sending.answered(raw, size);
    var provider = sending.target().provider().id();
    long micros = microsSince(sending.sentAt());
    books
        .log()
        .record(
            new CallStep.Answered(
                in.id(), now(), provider, sending.status(), micros, logged(shown)));
  }

  /// The latest request failed.
  public synchronized void failed(Failure failure) {
    if (!sendings.isEmpty()) sendings.getLast().failed(failure);
  }

  public void retried(Failure failure, String nextProvider) {
    books
        .log()
        .record(
            new CallStep.Retried(
                in.id(), now(), microsSince(in.acceptedAt()), failure, nextProvider));
  }

  /// The model as the answer names it, where it is found elsewhere than near the answer's ends.
  public void returned(@Nullable String model) {
    returned = model;
  }

  /// What the ended call costs.
  public Cost cost() {
    return cost == null ? Cost.UNKNOWN : cost;
  }

  /// What the call costs, worked out once for its target.
  ///
  /// @param returned the model as the answer names it
  public Cost cost(@Nullable Usage usage, @Nullable String returned) {
    var known = cost;
    if (known != null) return known;
    known = costOf(usage, returned);
    cost = known;
    return known;
  }

  private Cost costOf(@Nullable Usage usage, @Nullable String returned) {
    boolean counts = facts.operation() == Operation.COUNT_TOKENS;
    if (target == null || counts || (usage == null && refused())) {
      return new Cost(Cost.State.UNUSED, List.of(), "");
    }
    return usage == null
        ? Cost.UNKNOWN
        : books.pricing().cost(target.provider(), target.model(), returned, usage, startedAt);
  }

  /// Whether each provider that was asked said no, which none charges for.
  private boolean refused() {
    for (var sending : sendings) if (sending.status() < 400) return false;
    return true;
  }

  /// The client is about to get this whole body.
  public void replies(Body body) {
    reply = body;
  }

  /// The client got this stream.
  public void streamed(Capture stream, String type) {
    this.stream = stream;
    this.streamType = type;
  }

  /// When content came, in `System.nanoTime`; 0 where none did.
  public void content(long first, long last) {
    firstContentAt = first;
    lastContentAt = last;
  }

  public void succeeded(Answer answer) {
    if (ended) return;
    long micros = microsSince(in.acceptedAt());
    books.log().record(new CallStep.Completed(in.id(), now(), micros, logged(answer)));
    end(State.SUCCESS, null, answer);
  }

  /// @param partial what had been streamed by then
  public void failed(Failure failure, @Nullable Answer partial) {
    if (ended) return;
    long micros = microsSince(in.acceptedAt());
    var logged = partial == null ? null : logged(partial);
    books.log().record(new CallStep.Failed(in.id(), now(), micros, failure, logged));
    failed(failure);
    end(stateOf(failure), failure, partial);
  }

  /// Refused is what no provider was asked.
  private State stateOf(Failure failure) {
    if (failure.kind() == Failure.Kind.STOPPING) return State.STOPPED;
    boolean own = failure.origin() == Failure.Origin.GATEWAY;
    return own && sendings.isEmpty() ? State.REFUSED : State.ERROR;
  }

  public void cancelled(@Nullable Answer partial) {
    if (ended) return;
    long micros = microsSince(in.acceptedAt());
    var logged = partial == null ? null : logged(partial);
    books.log().record(new CallStep.Cancelled(in.id(), now(), micros, logged));
    end(State.CANCELLED, null, partial);
  }

  private synchronized void end(State state, @Nullable Failure failure, @Nullable Answer answer) {
    ended = true;
    for (var sending : sendings) sending.end();
    var record = record(state, failure, answer);
    books.metrics().ended(record, keeping == PayloadPolicy.FULL && UsageEstimator.wanted(record));
    books.journal().append(new EndedCall(record, payloads(answer), keeping != PayloadPolicy.OFF));
  }

  private CallRecord record(State state, @Nullable Failure failure, @Nullable Answer answer) {
    var usage = answer == null ? null : answer.usage();
    boolean full = keeping == PayloadPolicy.FULL;
    var last = sendings.isEmpty() ? null : sendings.getLast();
    if (returned == null && last != null) returned = ReturnedModel.in(last.answer());
    var rough = usage == null && !full ? rough(answer) : null;
    return new CallRecord(
        in.id(),
        startedAt,
        facts.operation(),
        dialect.id(),
        facts.stream(),
        state,
        failure == null ? 200 : failure.status(),
        failure == null ? null : failure.told(failure.message(), null, List.of()),
        models(target, returned),
        lane,
        sendings.stream().map(AttemptLog::record).toList(),
        losses == null ? "" : losses.text(),
        answer == null ? null : answer.finishReason(),
        rough == null ? usage : rough,
        rough != null,
        rough == null ? cost(usage, returned) : costOf(rough, returned),
        timing(),
        sizes(),
        CallLabels.client(in, facts),
        CallLabels.tags(in, facts),
        books.config().get(),
        full ? question() : "",
        full && answer != null ? JsonText.said(answer) : "");
  }

  /// What the call used by its sizes, where a provider answered it without saying, and no bodies
  /// are kept from which it could be counted later.
  private @Nullable Usage rough(@Nullable Answer answer) {
    boolean counts = facts.operation() == Operation.COUNT_TOKENS;
    if (counts || sendings.isEmpty() || !sendings.getLast().succeeded()) return null;
    long said = 0;
    if (answer != null) {
      said = RoughCount.of(answer.text());
      for (var call : answer.toolCalls()) said += RoughCount.of(call.arguments());
    }
    return Usage.of(RoughCount.of(in.body()), said);
  }

  private CallRecord.Timing timing() {
    return new CallRecord.Timing(
        microsSince(in.acceptedAt()),
        firstContentAt == 0 ? -1 : (firstContentAt - in.acceptedAt()) / 1_000,
        lastContentAt == 0 ? -1 : (lastContentAt - in.acceptedAt()) / 1_000,
        upstreamNanos() / 1_000);
  }

  /// How long at least one request was under way; they were sent in their order.
  private long upstreamNanos() {
    long sum = 0;
    long until = Long.MIN_VALUE;
    for (var sending : sendings) {
      long from = until == Long.MIN_VALUE ? sending.sentAt() : Math.max(sending.sentAt(), until);
      if (sending.endedAt() <= from) continue;
      sum += sending.endedAt() - from;
      until = sending.endedAt();
    }
    return sum;
  }

  private CallRecord.Sizes sizes() {
    long sent = 0;
    long got = 0;
    for (var sending : sendings) {
      sent += sending.requestSize();
      got += Math.max(0, sending.answerSize());
    }
    long replied = reply == null ? 0 : reply.size();
    return new CallRecord.Sizes(
        in.body().size(), stream == null ? replied : stream.size(), sent, got);
  }

  /// As much as there is room for once more, since they are put together to be written.
  private List<Payload> payloads(@Nullable Answer answer) {
    int most = payloadLimit();
    if (most == 0) return List.of();
    var payloads = payloads(answer, most);
    long size = 0;
    for (var payload : payloads) size += payload.body().size();
    boolean fits = size <= ByteBudget.FIRST || held.spare(size);
    return fits ? payloads : payloads(answer, Math.min(most, ByteBudget.FIRST));
  }

  private List<Payload> payloads(@Nullable Answer answer, int most) {
    var payloads = new ArrayList<Payload>(5);
    payloads.add(
        AttemptLog.payload(Payload.Kind.CLIENT_REQUEST, -1, "application/json", in.body(), most));
    for (var sending : sendings) payloads.addAll(sending.payloads(most));
    var whole = reply;
    var streamed = stream;
    if (streamed != null) {
      payloads.add(
          new Payload(
              Payload.Kind.CLIENT_STREAM,
              -1,
              streamType,
              streamed.size(),
              AttemptLog.cut(streamed.body(), most)));
      if (answer != null) whole = answer.body();
    }
    if (whole != null && whole.size() > 0) {
      payloads.add(
          AttemptLog.payload(Payload.Kind.CLIENT_ANSWER, -1, "application/json", whole, most));
    }
    return payloads;
  }

  private long now() {
    return books.clock().millis();
  }

  private static long microsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000;
  }
}

package io.llmcallgateway.otel;

import static io.llmcallgateway.otel.SemanticConventions.OWN;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.CallRecord;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Creates the spans of an ended call from its record: one for the call as its client saw it, with
/// a child for each request to a provider. Tokens, cost and content are on the call's span only, so
/// that backends that sum over spans count them once.
final class CallSpans {
  private final Tracer tracer;
  private final SemanticConventions conventions;
  private final boolean content;

  /// @param content whether spans have the question and the answer
  CallSpans(Tracer tracer, SemanticConventions conventions, boolean content) {
    this.tracer = tracer;
    this.conventions = conventions;
    this.content = content;
  }

  void add(CallRecord call) {
    long start = MILLISECONDS.toNanos(call.startedAt());
    long end = start + MICROSECONDS.toNanos(Math.max(0, call.timing().total()));
    var operation = SemanticConventions.operation(call.operation());
    var span =
        tracer
            .spanBuilder(operation + " " + call.models().asked())
            .setParent(parent(call.client()))
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(start, NANOSECONDS)
            .startSpan();
    if (span.isRecording()) {
      describe(span, call);
      var inside = Context.root().with(span);
      int number = 0;
      for (var attempt : call.attempts()) add(attempt, ++number, operation, inside, start, end);
    }
    span.end(end, NANOSECONDS);
  }

  /// Returns the context of the caller's span with its sampling decision; an empty one if there is
  /// none.
  private static Context parent(CallRecord.Client client) {
    var trace = client.trace();
    var parent = client.parent();
    if (trace == null || parent == null) return Context.root();
    var there =
        SpanContext.createFromRemoteParent(
            trace,
            parent,
            client.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
    return there.isValid() ? Context.root().with(Span.wrap(there)) : Context.root();
  }

  private void describe(Span span, CallRecord call) {
    var models = call.models();
    set(
        span,
        SemanticConventions.OPERATION.getKey(),
        SemanticConventions.operation(call.operation()));
    set(span, SemanticConventions.PROVIDER.getKey(), conventions.provider(models.provider()));
    set(span, SemanticConventions.REQUEST_MODEL.getKey(), models.asked());
    set(span, SemanticConventions.RESPONSE_MODEL.getKey(), models.returned());
    set(span, SemanticConventions.CONVERSATION.getKey(), call.client().session());
    span.setAttribute(SemanticConventions.STREAM, call.stream());
    span.setAttribute(SemanticConventions.STATUS, (long) call.status());
    var reason = call.finishReason();
    if (reason != null) span.setAttribute(SemanticConventions.FINISH_REASONS, List.of(reason));
    long first = call.timing().firstToken();
    if (call.stream() && first >= 0) {
      span.setAttribute(SemanticConventions.FIRST_CHUNK, SemanticConventions.seconds(first));
    }
    describeUsage(span, call);
    describeOwn(span, call);
    set(span, SemanticConventions.CLIENT.getKey(), call.client().address());
    set(span, SemanticConventions.AGENT.getKey(), call.client().agent());
    if (content) describeContent(span, call);
    var error = SemanticConventions.error(call);
    if (error != null) fail(span, error, call.failure());
  }

  private static void describeUsage(Span span, CallRecord call) {
    var usage = call.usage();
    if (usage == null) return;
    span.setAttribute(SemanticConventions.INPUT_TOKENS, usage.promptTokens());
    span.setAttribute(SemanticConventions.OUTPUT_TOKENS, usage.completionTokens());
    if (usage.cacheRead() > 0) span.setAttribute(SemanticConventions.CACHE_READ, usage.cacheRead());
    if (usage.cacheWrites() > 0)
      span.setAttribute(SemanticConventions.CACHE_WRITE, usage.cacheWrites());
    if (usage.reasoning() > 0) span.setAttribute(SemanticConventions.REASONING, usage.reasoning());
    if (call.estimated()) span.setAttribute(OWN + "usage.estimated", true);
  }

  private static void describeOwn(Span span, CallRecord call) {
    set(span, OWN + "call.id", call.id().text());
    set(span, OWN + "state", call.state().text());
    set(span, OWN + "lane", call.lane().text());
    set(span, OWN + "dialect", call.dialect());
    set(span, OWN + "key", call.client().key());
    set(span, OWN + "user", call.client().user());
    set(span, OWN + "provider", call.models().provider());
    set(span, OWN + "model.routed", call.models().routed());
    set(span, OWN + "model.sent", call.models().sent());
    if (!call.losses().isEmpty()) set(span, OWN + "losses", call.losses());
    set(span, OWN + "cost.state", call.cost().state().text());
    if (call.cost().priced()) span.setAttribute(OWN + "cost_usd", call.cost().nanos() / 1e9);
    span.setAttribute(OWN + "own_seconds", SemanticConventions.seconds(call.timing().own()));
    call.tags().forEach((name, value) -> set(span, OWN + "tag." + name, value));
  }

  /// Sets question and answer as JSON, in the conventions' shape for messages.
  private static void describeContent(Span span, CallRecord call) {
    if (!call.question().isEmpty()) {
      set(
          span,
          SemanticConventions.INPUT_MESSAGES.getKey(),
          message("user", call.question(), null));
    }
    if (!call.answered().isEmpty()) {
      var reason = call.finishReason() == null ? "" : call.finishReason();
      set(
          span,
          SemanticConventions.OUTPUT_MESSAGES.getKey(),
          message("assistant", call.answered(), reason));
    }
  }

  private static String message(String role, String text, @Nullable String reason) {
    var messages = JsonMapper.shared().createArrayNode();
    var message = messages.addObject().put("role", role);
    message.putArray("parts").addObject().put("type", "text").put("content", text);
    if (reason != null) message.put("finish_reason", reason);
    return messages.toString();
  }

  private void add(
      AttemptRecord attempt, int number, String operation, Context inside, long start, long end) {
    long sent = start + MICROSECONDS.toNanos(Math.max(0, attempt.sentAt()));
    long ended = attempt.micros() < 0 ? end : sent + MICROSECONDS.toNanos(attempt.micros());
    var span =
        tracer
            .spanBuilder(operation + " " + attempt.model())
            .setParent(inside)
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(sent, NANOSECONDS)
            .startSpan();
    set(span, SemanticConventions.OPERATION.getKey(), operation);
    set(span, SemanticConventions.PROVIDER.getKey(), conventions.provider(attempt.provider()));
    set(span, SemanticConventions.REQUEST_MODEL.getKey(), attempt.model());
    if (attempt.status() > 0)
      span.setAttribute(SemanticConventions.STATUS, (long) attempt.status());
    set(span, OWN + "provider", attempt.provider());
    set(span, OWN + "dialect", attempt.dialect());
    span.setAttribute(OWN + "attempt", number);
    if (attempt.head() >= 0) {
      span.setAttribute(OWN + "head_seconds", SemanticConventions.seconds(attempt.head()));
    }
    var failure = attempt.failure();
    if (failure != null) fail(span, failure.kind().text(), failure);
    span.end(ended, NANOSECONDS);
  }

  private void fail(Span span, String type, @Nullable Failure failure) {
    span.setAttribute(SemanticConventions.ERROR_TYPE, type);
    if (failure == null) {
      span.setStatus(StatusCode.ERROR);
      return;
    }
    span.setAttribute(SemanticConventions.ORIGIN, failure.origin().text());
    set(span, OWN + "error.code", failure.label());
    // Providers' messages may quote the request.
    boolean telling = content || failure.origin() == Failure.Origin.GATEWAY;
    span.setStatus(StatusCode.ERROR, telling ? failure.message() : "");
  }

  private static void set(Span span, String name, @Nullable String value) {
    if (value != null) span.setAttribute(name, value);
  }
}

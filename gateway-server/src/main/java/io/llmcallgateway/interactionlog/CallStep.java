package io.llmcallgateway.interactionlog;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Span;
import org.jspecify.annotations.Nullable;

/// A step of a call's life, as the interaction log shows it. Times `at` are epoch milliseconds,
/// durations microseconds. Steps share the call's bytes; nothing is formatted before the writer.
public sealed interface CallStep {
  CallId id();

  long at();

  /// The call was accepted. `requestId` is the client's own, where it sent one.
  record Started(
      CallId id,
      long at,
      Operation operation,
      String model,
      Body request,
      @Nullable Span userText,
      @Nullable String requestId)
      implements CallStep {
    /// The step with that part of the request alone which the log shows.
    private Started onlyShown(BodyMask mask) {
      var said = userText == null ? Body.EMPTY : mask.mask(request.slice(userText));
      var span = userText == null ? null : new Span(0, said.size());
      return new Started(id, at, operation, model, said, span, requestId);
    }
  }

  /// A request went to a provider, with the body as that provider gets it. `requestId` is the
  /// client's own, given once: with the first request of a call. `losses` names what was lost in
  /// the translation of the request, empty where nothing was.
  record Sent(
      CallId id,
      long at,
      String provider,
      String model,
      @Nullable String requestId,
      String losses,
      Body body)
      implements CallStep {
    public Sent(CallId id, long at, String provider, String model, Body body) {
      this(id, at, provider, model, null, "", body);
    }
  }

  /// The step with its bodies and texts masked.
  default CallStep masked(BodyMask mask) {
    return switch (this) {
      case Started step -> step.onlyShown(mask);
      case Sent step ->
          new Sent(
              step.id,
              step.at,
              step.provider,
              step.model,
              step.requestId,
              step.losses,
              mask.mask(step.body));
      case Answered step ->
          new Answered(
              step.id, step.at, step.provider, step.status, step.micros, mask.mask(step.body));
      case Retried step -> step;
      case Completed step ->
          new Completed(step.id, step.at, step.micros, step.answer.masked(mask::mask));
      case Failed step ->
          new Failed(
              step.id,
              step.at,
              step.micros,
              step.failure,
              step.partial == null ? null : step.partial.masked(mask::mask));
      case Cancelled step ->
          new Cancelled(
              step.id,
              step.at,
              step.micros,
              step.partial == null ? null : step.partial.masked(mask::mask));
    };
  }

  /// A provider's answer is complete.
  record Answered(CallId id, long at, String provider, int status, long micros, Body body)
      implements CallStep {}

  /// An attempt failed and another follows.
  record Retried(CallId id, long at, long micros, Failure failure, String nextProvider)
      implements CallStep {}

  /// The client has its whole answer.
  record Completed(CallId id, long at, long micros, Answer answer) implements CallStep {}

  /// The call ended in an error; `partial` is what had been streamed by then.
  record Failed(CallId id, long at, long micros, Failure failure, @Nullable Answer partial)
      implements CallStep {}

  /// The client left; `partial` is what had been streamed by then.
  record Cancelled(CallId id, long at, long micros, @Nullable Answer partial) implements CallStep {}
}

package io.llmcallgateway.relay.operation;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.meter.TokenEstimate;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.AttemptOutcome.Completed;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import io.llmcallgateway.relay.attempt.CallPricing;
import io.llmcallgateway.relay.attempt.ContentTimes;
import io.llmcallgateway.relay.attempt.Lanes;
import io.llmcallgateway.relay.attempt.ReplyHeaders;
import io.llmcallgateway.relay.translation.PlainAnswer;
import io.llmcallgateway.relay.translation.TargetPairing;
import org.jspecify.annotations.Nullable;

/// Serves counts of a request's tokens: the provider's where it counts, else the gateway's
/// estimate.
final class TokenCountHandler implements OperationHandler {
  private final Tokenizer tokenizer;

  TokenCountHandler(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  @Override
  public Operation operation() {
    return Operation.COUNT_TOKENS;
  }

  @Override
  public boolean reaches(ClientDialect client, TargetDialect target) {
    return target instanceof TokenCounting;
  }

  @Override
  public AttemptOutcome attempt(AttemptContext context, TargetPairing pairing, Losses losses)
      throws InterruptedException {
    if (!pairing.counts()) return estimate(context, pairing, losses);
    var translator = context.parts().translator();
    var prepared = translator.count(pairing, losses, context.work());
    if (prepared.answerUntouched()) return Lanes.carry(context, prepared);
    var target = (TokenCounting) pairing.dialect();
    var client = (TokenCounting) context.call().dialect();
    return Lanes.carry(
        context, prepared, body -> PlainAnswer.unread(client.writeCount(target.readCount(body))));
  }

  /// Estimates, unless the provider found a fault in a request of its own format: the client must
  /// know.
  @Override
  public @Nullable AttemptOutcome answerInstead(
      FailedBeforeCommit failed, AttemptContext context, TargetPairing pairing)
      throws InterruptedException {
    if (!estimateIsBetterThan(failed.failure())) return null;
    boolean own =
        pairing.answerMayPass() && failed.failure().kind() == Failure.Kind.INVALID_REQUEST;
    if (own || !context.call().readable()) return null;
    return estimate(context, pairing, new Losses(false, pairing.model().provider()));
  }

  private AttemptOutcome estimate(AttemptContext context, TargetPairing pairing, Losses losses)
      throws InterruptedException {
    var call = context.call();
    call.reserveTranslation(context.held());
    losses.add("count", "estimated");
    var vocabulary = pairing.model().rules().vocabulary();
    long tokens = TokenEstimate.of(call.request(), vocabulary, tokenizer);
    var plain = PlainAnswer.unread(((TokenCounting) call.dialect()).writeCount(tokens));
    var report = losses.report();
    var headers = ReplyHeaders.own(pairing.target(), report, Headers.NONE);
    context.reply().startWhole(200, headers, plain.toClient());
    return context.finish(
        new Completed(
            pairing.target(),
            report,
            plain.answer(),
            null,
            CallPricing.UNUSED,
            ContentTimes.now(),
            -1));
  }

  /// Returns whether an estimate is better than this failure: the provider cannot count this, as
  /// opposed to a bad key or a trouble that passes.
  private static boolean estimateIsBetterThan(Failure failure) {
    if (failure.origin() != Failure.Origin.PROVIDER) return false;
    return switch (failure.kind()) {
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          FORBIDDEN,
          UNKNOWN_PATH,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          UNSUPPORTED ->
          true;
      case UNAUTHENTICATED,
          CLIENT_TIMEOUT,
          TOO_LARGE,
          UNSUPPORTED_ENCODING,
          HEADERS_TOO_LARGE,
          QUOTA_EXHAUSTED,
          RATE_LIMITED,
          INTERNAL,
          UPSTREAM_AUTH,
          UPSTREAM_ERROR,
          UPSTREAM_UNREACHABLE,
          STREAM_CUT,
          OVERLOADED,
          STOPPING,
          TIMEOUT ->
          false;
    };
  }
}

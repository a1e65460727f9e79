package io.llmcallgateway.relay;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import java.time.Duration;
import java.util.List;

/// Chooses, of the failures of a call's attempts, the one that serves the client best: one after
/// which a retry is worth it, with the soonest time for it; else what the client can mend itself;
/// else the last.
final class ClientFailure {
  private ClientFailure() {}

  /// @param attempts at least one, in their order
  static FailedBeforeCommit best(List<FailedBeforeCommit> attempts) {
    var best = attempts.getLast();
    if (best.failure().kind() == Failure.Kind.STOPPING) return best;
    for (int i = attempts.size() - 2; i >= 0; i--) {
      if (serves(attempts.get(i).failure(), best.failure())) best = attempts.get(i);
    }
    return best;
  }

  /// Returns whether one failure serves the client better than another that came later.
  private static boolean serves(Failure one, Failure other) {
    int rank = rank(one) - rank(other);
    if (rank != 0) return rank > 0;
    return rank(one) == 2 && retryAfter(one).compareTo(retryAfter(other)) < 0;
  }

  private static Duration retryAfter(Failure failure) {
    var after = failure.retryAfter();
    return after == null ? Duration.ofDays(365) : after;
  }

  private static int rank(Failure failure) {
    return switch (failure.kind()) {
      case RATE_LIMITED,
          OVERLOADED,
          UPSTREAM_ERROR,
          UPSTREAM_UNREACHABLE,
          STREAM_CUT,
          TIMEOUT,
          STOPPING,
          INTERNAL ->
          2;
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          TOO_LARGE,
          UNSUPPORTED,
          UNSUPPORTED_ENCODING,
          HEADERS_TOO_LARGE,
          UNKNOWN_PATH,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          CLIENT_TIMEOUT,
          UNAUTHENTICATED ->
          1;
      case FORBIDDEN, QUOTA_EXHAUSTED, UPSTREAM_AUTH -> 0;
    };
  }
}

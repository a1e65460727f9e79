package io.llmcallgateway.alert;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.AttemptRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tracks since when each provider's calls have been failing, for the latest `MOST` providers. Not
/// thread-safe.
final class ProviderOutages {
  static final int LEAST_FAILURES = 3;

  private static final int MOST = 500;
  private static final Duration QUIET = Duration.ofHours(1);

  private final LinkedHashMap<String, Streak> streaks = new LinkedHashMap<>(16, 0.75f, true);

  /// A series of failures without a success in between.
  private static final class Streak {
    @Nullable Instant first;
    Instant last = Instant.EPOCH;
    long failures;
    String cause = "";
  }

  void add(AttemptRecord attempt, Instant ended) {
    var failure = attempt.failure();
    if (failure == null) {
      if (attempt.status() >= 0) answered(attempt.provider());
    } else if (isDown(failure.kind())) {
      failed(attempt.provider(), ended, failure.kind().text());
    } else if (failure.origin() == Failure.Origin.PROVIDER) {
      answered(attempt.provider()); // it works, and refused the request
    }
  }

  private void answered(String provider) {
    var streak = streaks.get(provider);
    if (streak == null) return;
    streak.first = null;
    streak.failures = 0;
  }

  private void failed(String provider, Instant ended, String cause) {
    var streak = streaks.computeIfAbsent(provider, _ -> new Streak());
    if (streak.first == null || ended.isBefore(streak.first)) streak.first = ended;
    if (ended.isAfter(streak.last)) streak.last = ended;
    streak.failures++;
    streak.cause = cause;
    if (streaks.size() > MOST) {
      var eldest = streaks.entrySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  private static boolean isDown(Failure.Kind kind) {
    return switch (kind) {
      case UPSTREAM_AUTH,
          UPSTREAM_ERROR,
          UPSTREAM_UNREACHABLE,
          STREAM_CUT,
          OVERLOADED,
          RATE_LIMITED,
          QUOTA_EXHAUSTED,
          TIMEOUT ->
          true;
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          UNAUTHENTICATED,
          FORBIDDEN,
          UNKNOWN_PATH,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          CLIENT_TIMEOUT,
          TOO_LARGE,
          UNSUPPORTED_ENCODING,
          HEADERS_TOO_LARGE,
          INTERNAL,
          UNSUPPORTED,
          STOPPING ->
          false;
    };
  }

  /// A provider's state.
  ///
  /// @param holds whether the provider counts as down
  record Standing(AlertCondition.Down down, boolean holds) {}

  /// Returns the states of all providers.
  ///
  /// @param least the time for which all calls must have failed
  List<Standing> standings(Instant now, Duration least) {
    var all = new ArrayList<Standing>();
    for (var entry : streaks.entrySet()) {
      var streak = entry.getValue();
      var first = streak.first;
      var lasting = first == null ? Duration.ZERO : Duration.between(first, now);
      boolean called = streak.last.isAfter(now.minus(QUIET));
      boolean holds = called && streak.failures >= LEAST_FAILURES && lasting.compareTo(least) >= 0;
      all.add(
          new Standing(
              new AlertCondition.Down(
                  entry.getKey(), first == null, streak.failures, lasting, streak.cause),
              holds));
    }
    return all;
  }
}

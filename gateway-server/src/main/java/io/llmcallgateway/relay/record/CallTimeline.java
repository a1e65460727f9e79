package io.llmcallgateway.relay.record;

import io.llmcallgateway.model.record.AttemptRecord.Reason;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.relay.attempt.AttemptLog;
import io.llmcallgateway.relay.attempt.ContentTimes;
import io.llmcallgateway.relay.translation.PreparedCall;
import io.llmcallgateway.upstream.UpstreamRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests that one call sent to providers, in their order. Thread-safe.
final class CallTimeline {
  private final long acceptedAt;
  private final List<AttemptLog> attempts = new ArrayList<>(1);

  /// @param acceptedAt of `System.nanoTime`
  CallTimeline(long acceptedAt) {
    this.acceptedAt = acceptedAt;
  }

  synchronized AttemptLog begin(
      PreparedCall prepared, UpstreamRequest request, @Nullable Reason reason) {
    var attempt = new AttemptLog(prepared, attempts.size(), acceptedAt, request, reason);
    attempts.add(attempt);
    return attempt;
  }

  synchronized void end() {
    for (var attempt : attempts) attempt.end();
  }

  synchronized List<AttemptLog> attempts() {
    return attempts.size() == 1 ? List.of(attempts.getFirst()) : List.copyOf(attempts);
  }

  synchronized @Nullable AttemptLog last() {
    return attempts.isEmpty() ? null : attempts.getLast();
  }

  CallRecord.Timing timing(ContentTimes content) {
    return new CallRecord.Timing(
        CallIdentity.microsSince(acceptedAt),
        content.first() == 0 ? -1 : (content.first() - acceptedAt) / 1_000,
        content.last() == 0 ? -1 : (content.last() - acceptedAt) / 1_000,
        upstreamNanos(attempts()) / 1_000);
  }

  /// Returns how long at least one request was under way.
  private static long upstreamNanos(List<AttemptLog> attempts) {
    long sum = 0;
    long until = Long.MIN_VALUE;
    for (var attempt : attempts) {
      long from = until == Long.MIN_VALUE ? attempt.sentAt() : Math.max(attempt.sentAt(), until);
      if (attempt.endedAt() <= from) continue;
      sum += attempt.endedAt() - from;
      until = attempt.endedAt();
    }
    return sum;
  }
}

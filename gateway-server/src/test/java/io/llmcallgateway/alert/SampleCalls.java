package io.llmcallgateway.alert;

import io.llmcallgateway.journal.CallAnalysis;
import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Ended calls as alerts hear of them. All hold a secret question.
final class SampleCalls {
  static final String SECRET = "鲁迅的秘密 sk-geheim";

  private static final Random RANDOM = new Random(7);

  private SampleCalls() {}

  static EndedCall good(Instant ended) {
    return call(ended, CallRecord.State.SUCCESS, Duration.ofSeconds(1), 0, attempt("openai", null));
  }

  static EndedCall slow(Instant ended, Duration time) {
    return call(ended, CallRecord.State.SUCCESS, time, 0, attempt("openai", null));
  }

  static EndedCall priced(Instant ended, long nanos) {
    var time = Duration.ofSeconds(1);
    return call(ended, CallRecord.State.SUCCESS, time, nanos, attempt("openai", null));
  }

  static EndedCall bad(Instant ended) {
    return bad(ended, "openai", Failure.Kind.TIMEOUT);
  }

  static EndedCall bad(Instant ended, String provider, Failure.Kind kind) {
    var time = Duration.ofSeconds(1);
    return call(ended, CallRecord.State.ERROR, time, 0, attempt(provider, kind));
  }

  static EndedCall ended(Instant ended, CallRecord.State state) {
    return call(ended, state, Duration.ofSeconds(1), 0);
  }

  /// One that was answered by the last of some providers.
  static EndedCall answered(Instant ended, AttemptRecord... attempts) {
    return call(ended, CallRecord.State.SUCCESS, Duration.ofSeconds(1), 0, attempts);
  }

  static AttemptRecord attempt(String provider, Failure.@Nullable Kind kind) {
    var failure = kind == null ? null : Failure.ofProvider(kind, provider, SECRET);
    int status = kind == null ? 200 : 500;
    return new AttemptRecord(provider, "m", "openai", 5, 10, 90, status, failure);
  }

  private static EndedCall call(
      Instant ended, CallRecord.State state, Duration time, long nanos, AttemptRecord... attempts) {
    var started = ended.minus(time);
    boolean failed = state == CallRecord.State.ERROR;
    var lines = List.of(new Cost.Line(Cost.Bucket.INPUT, 1, nanos));
    var record =
        new CallRecord(
            CallId.next(() -> started, RANDOM),
            started.toEpochMilli(),
            Operation.CHAT,
            "openai",
            false,
            state,
            failed ? 502 : 200,
            failed ? Failure.of(Failure.Kind.TIMEOUT, SECRET) : null,
            new CallRecord.Models("m", null, "openai", "m", "m"),
            CallRecord.Lane.VERBATIM,
            List.of(attempts),
            "",
            null,
            Usage.of(1, 1),
            false,
            nanos == 0 ? Cost.UNKNOWN : new Cost(Cost.State.PRICED, lines, "价目"),
            new CallRecord.Timing(time.toNanos() / 1_000, -1, -1, 0),
            new CallRecord.Sizes(1, 1, 1, 1),
            new CallRecord.Client("client", null, null, null, null, null, null, true, null),
            Map.of(),
            "config",
            SECRET,
            SECRET);
    return new EndedCall(record, List.of(), true);
  }

  /// A journal whose reader is asked for anew each time.
  static JournalAccess journal(Supplier<CallReader> calls) {
    return new JournalAccess() {
      @Override
      public CallAnalysis analysis() {
        throw new JournalException("no analysis in this test");
      }

      @Override
      public CallReader calls() {
        return calls.get();
      }

      @Override
      public void settle() {
        // nothing waits
      }
    };
  }
}

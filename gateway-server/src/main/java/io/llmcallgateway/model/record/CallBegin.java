package io.llmcallgateway.model.record;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of a call's record that is known before the call ends. If the process is killed, it
/// becomes the record.
///
/// @param startedAt epoch milliseconds
/// @param models as far as they are known
/// @param question the last text of the user; empty if no texts are kept
/// @param replayOf the call that this one repeats
/// @param listed whether the record itself is kept, rather than only counted
public record CallBegin(
    CallId id,
    long startedAt,
    Operation operation,
    String dialect,
    boolean stream,
    CallRecord.Models models,
    CallRecord.Client client,
    Map<String, String> tags,
    String config,
    String question,
    @Nullable CallId replayOf,
    boolean listed) {
  /// The failure code in the record of a call that was interrupted because the process was killed.
  public static final String KILLED = "gateway_killed";

  public CallBegin {
    tags = Map.copyOf(tags);
  }

  /// Returns the record of this call for a process that was killed.
  ///
  /// @param lastSeen the last time at which the process is known to have run, in epoch milliseconds
  public EndedCall killed(long lastSeen) {
    long micros = Math.max(0, lastSeen - startedAt) * 1_000;
    var failure = failure();
    var record =
        new CallRecord(
            id,
            startedAt,
            operation,
            dialect,
            stream,
            CallRecord.State.STOPPED,
            failure.status(),
            failure,
            models,
            CallRecord.Lane.NONE,
            List.of(),
            "",
            null,
            null,
            false,
            Cost.UNKNOWN,
            new CallRecord.Timing(micros, -1, -1, micros), // nearly all is the provider's time
            new CallRecord.Sizes(-1, -1, -1, -1),
            client,
            tags,
            config,
            question,
            "");
    return new EndedCall(record.repeating(replayOf), List.of(), listed);
  }

  private static Failure failure() {
    var kind = Failure.Kind.STOPPING;
    return new Failure(
        kind,
        kind.status(),
        "The gateway was killed before this call ended.",
        Failure.Origin.GATEWAY,
        null,
        kind.type(),
        KILLED,
        null,
        null,
        null,
        List.of());
  }
}

package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;

/// One ended call as the metrics count it. Durations in microseconds.
///
/// @param model the name the client sent
/// @param provider the provider that answered or was tried last
/// @param failure why it ended, where it ended in an error
/// @param timeToFirstToken from acceptance to the first content, -1 where none came
public record CallSummary(
    Operation operation,
    String model,
    @Nullable String provider,
    boolean stream,
    State state,
    int status,
    @Nullable Failure failure,
    long micros,
    long timeToFirstToken,
    @Nullable Usage usage) {

  /// How a call ended.
  public enum State {
    SUCCESS,
    ERROR,
    CANCELLED
  }
}

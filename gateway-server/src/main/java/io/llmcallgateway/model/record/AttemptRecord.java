package io.llmcallgateway.model.record;

import io.llmcallgateway.model.Failure;
import org.jspecify.annotations.Nullable;

/// One request to a provider. Durations in microseconds, -1 where something did not happen.
///
/// @param sentAt from the call's acceptance
/// @param head from the sending to the head of the reply
/// @param micros from the sending to the end of the reply
/// @param status of the reply, -1 where none came
public record AttemptRecord(
    String provider,
    String model,
    String dialect,
    long sentAt,
    long head,
    long micros,
    int status,
    @Nullable Failure failure) {

  AttemptRecord with(@Nullable Failure told) {
    return new AttemptRecord(provider, model, dialect, sentAt, head, micros, status, told);
  }
}

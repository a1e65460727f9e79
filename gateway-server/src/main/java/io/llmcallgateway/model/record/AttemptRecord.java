package io.llmcallgateway.model.record;

import io.llmcallgateway.model.Failure;
import org.jspecify.annotations.Nullable;

/// A request to a provider. Durations in microseconds, -1 if something did not happen.
///
/// @param sentAt the time from the call's acceptance to the sending
/// @param head the time from the sending to the head of the reply
/// @param micros the time from the sending to the end of the reply
/// @param status the reply's status, -1 without a reply
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

package io.llmcallgateway.relay.record;

import io.llmcallgateway.journal.ActiveCall;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.relay.attempt.AttemptLog;

/// Is told of the steps of each call: it starts once and ends once. Implementations are thread-safe
/// and do not wait.
public interface CallObserver {
  /// The call is accepted.
  ///
  /// @param active describes the call while it runs
  default void started(CallIdentity call, ActiveCall active) {}

  /// A request goes out to a provider.
  default void sent(CallIdentity call, AttemptLog attempt) {}

  /// A provider's answer is whole.
  ///
  /// @param shown the answer as a document
  default void answered(CallIdentity call, AttemptLog attempt, Body shown) {}

  /// An attempt failed and another follows.
  default void retried(CallIdentity call, Failure failure, String nextProvider) {}

  /// The call has ended; the last byte of its answer goes out next.
  default void ended(CallIdentity call, CallEnd end) {}
}

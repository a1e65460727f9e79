package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.record.AttemptRecord.Reason;
import io.llmcallgateway.relay.translation.PreparedCall;
import io.llmcallgateway.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/// Is told what happens in the attempts of one call. Thread-safe.
public interface AttemptObserver {
  /// A request goes out. Returns the log of what becomes of it.
  ///
  /// @param reason why; null where it is the call's first
  AttemptLog sent(PreparedCall prepared, UpstreamRequest request, @Nullable Reason reason);

  /// A provider's answer is whole.
  ///
  /// @param shown the answer as a document
  void answered(AttemptLog log, Body shown);

  /// An attempt ends and the last bytes of its answer go out next: told before, so that a client
  /// who has its whole answer finds the record.
  void ending(AttemptOutcome outcome);
}

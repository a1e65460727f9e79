package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;

/// Completes the record of an ended call with what takes too long to find out while the client
/// waits. Called by the journal's one thread; its time must be bounded.
public interface CallCompleter {
  /// The completed record.
  CallRecord complete(EndedCall call);
}

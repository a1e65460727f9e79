package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.CallBegin;

/// A call that has been accepted and has not ended.
public interface ActiveCall {
  CallId id();

  /// Describes the call as far as it is known. Called by a thread of the journal's own, and only
  /// for calls that last longer than a fraction of a second.
  CallBegin describe();
}

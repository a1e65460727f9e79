package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.util.List;

/// Sees what is read from the spool before the store takes it for good.
interface BatchObserver extends SpoolReader.Unreadable {
  /// Calls are in a transaction that is not committed yet.
  void storing(List<EndedCall> calls);
}

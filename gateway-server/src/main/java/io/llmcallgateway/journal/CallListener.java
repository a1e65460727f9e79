package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.CallRecord;
import java.util.List;

/// Receives the records of calls that the store has taken. Called by the journal's one thread,
/// which it must not hold up: a listener copies what it needs and hands over to a bounded queue of
/// its own.
public interface CallListener {
  void stored(List<CallRecord> calls);
}

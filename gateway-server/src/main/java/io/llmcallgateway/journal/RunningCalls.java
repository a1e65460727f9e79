package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.CallRecord;
import java.util.List;

/// The calls under way. Thread-safe.
public interface RunningCalls {
  /// Returns how many calls are under way.
  int count();

  /// Returns the calls that began last, newest first, redacted and as far as they are known. Calls
  /// whose records are not kept are left out.
  ///
  /// @param most how many
  List<CallRecord> newest(int most);
}

package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;

/// Takes the record of each accepted call. Thread-safe; neither method waits or throws.
public interface CallJournal {
  /// Registers a call that has been accepted. Each call that is registered is appended once.
  void begin(ActiveCall call);

  /// Takes the record of a call that has ended.
  void append(EndedCall call);
}

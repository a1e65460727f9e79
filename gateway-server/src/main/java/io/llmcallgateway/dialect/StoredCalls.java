package io.llmcallgateway.dialect;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import org.jspecify.annotations.Nullable;

/// Earlier calls, for dialects whose clients come back to an answer by its id. Thread-safe; waits,
/// but no virtual thread's carrier does. Throws a `GatewayException` where nothing can be read.
public interface StoredCalls {
  /// True if answers of a model are kept, by the name that clients use.
  boolean keeps(String model);

  /// The call of that id, with its bodies; null where there is none.
  @Nullable EndedCall call(CallId id);

  /// The call that a provider answered under that id, untouched; null where there is none.
  @Nullable EndedCall answered(String id);

  /// Deletes the bodies and texts of a call; returns once they are gone.
  void forget(CallId id);

  /// The size of the largest request, in bytes.
  int mostBytes();
}

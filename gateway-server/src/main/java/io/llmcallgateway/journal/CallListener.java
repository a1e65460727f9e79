package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.util.List;

/// Receives the calls that the store has taken, redacted, priced and without bodies. Called by the
/// journal's one thread, which it must not hold up: a listener copies what it needs and hands over
/// to a bounded queue of its own.
public interface CallListener {
  void stored(List<EndedCall> calls);

  /// Returns whether it needs what was said in the calls to come, which is left out otherwise.
  default boolean needsTexts() {
    return false;
  }
}

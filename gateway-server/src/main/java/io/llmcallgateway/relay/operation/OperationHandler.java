package io.llmcallgateway.relay.operation;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import io.llmcallgateway.relay.translation.OperationReach;
import io.llmcallgateway.relay.translation.TargetPairing;
import org.jspecify.annotations.Nullable;

/// Serves one operation: prepares its calls, and carries their answers. Thread-safe.
public interface OperationHandler extends OperationReach {
  Operation operation();

  /// Makes one attempt of a call at a target. Throws a `GatewayException` where it fails before
  /// anything of an answer has come.
  ///
  /// @param losses takes what of the request does not reach the target
  AttemptOutcome attempt(AttemptContext context, TargetPairing pairing, Losses losses)
      throws InterruptedException;

  /// Answers a call in the gateway's own words where no target could; null where it cannot.
  ///
  /// @param failed the last attempt
  default @Nullable AttemptOutcome answerInstead(
      FailedBeforeCommit failed, AttemptContext context, TargetPairing pairing)
      throws InterruptedException {
    return null;
  }
}

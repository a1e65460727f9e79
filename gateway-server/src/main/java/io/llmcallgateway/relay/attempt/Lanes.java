package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.relay.translation.PreparedCall;

/// The lanes by which the answers of providers come back.
public final class Lanes {
  private Lanes() {}

  /// Sends a prepared call and carries its answer by the lane that the client asked for. Throws a
  /// `GatewayException` where the call cannot be sent.
  public static AttemptOutcome carry(AttemptContext context, PreparedCall prepared) {
    try (var attempt = Attempt.send(context, prepared)) {
      return context.call().facts().stream() ? StreamLane.carry(attempt) : PlainLane.carry(attempt);
    }
  }
}

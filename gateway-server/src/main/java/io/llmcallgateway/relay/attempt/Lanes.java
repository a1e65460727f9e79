package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.relay.translation.PlainAnswerReader;
import io.llmcallgateway.relay.translation.PreparedCall;

/// The lanes by which the answers of providers come back.
public final class Lanes {
  private Lanes() {}

  /// Sends a prepared call and carries its answer by the lane that the client asked for. Throws a
  /// `GatewayException` where the call cannot be sent.
  public static AttemptOutcome carry(AttemptContext context, PreparedCall prepared) {
    boolean stream = context.call().facts().stream();
    try (var attempt = Attempt.send(context, prepared)) {
      return stream ? StreamLane.carry(attempt) : PlainLane.carry(attempt, null);
    }
  }

  /// Sends a prepared call and carries its plain answer, read by a reader of its own.
  public static AttemptOutcome carry(
      AttemptContext context, PreparedCall prepared, PlainAnswerReader reader) {
    try (var attempt = Attempt.send(context, prepared)) {
      return PlainLane.carry(attempt, reader);
    }
  }
}

package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.relay.translation.PlainAnswerReader;
import io.llmcallgateway.relay.translation.PreparedCall;
import java.util.Locale;

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

  /// Sends a prepared call and carries its answer by the lane that the provider answers for:
  /// events, or a whole text.
  public static AttemptOutcome carryText(AttemptContext context, PreparedCall prepared)
      throws InterruptedException {
    try (var attempt = Attempt.send(context, prepared)) {
      return answersEvents(attempt) ? StreamLane.carry(attempt) : PlainLane.carry(attempt, null);
    }
  }

  /// Sends a prepared call and carries its answer by the lane that the provider answers for:
  /// events, or bytes that are no text.
  public static AttemptOutcome carryBytes(AttemptContext context, PreparedCall prepared)
      throws InterruptedException {
    try (var attempt = Attempt.send(context, prepared)) {
      return answersEvents(attempt) ? StreamLane.carry(attempt) : ByteLane.carry(attempt);
    }
  }

  private static boolean answersEvents(Attempt attempt) throws InterruptedException {
    try {
      var type = attempt.head().headers().first("content-type");
      return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    } catch (GatewayException e) {
      attempt.log().failed(e.failure());
      throw e;
    }
  }
}

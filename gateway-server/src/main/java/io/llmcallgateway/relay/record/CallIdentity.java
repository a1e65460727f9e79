package io.llmcallgateway.relay.record;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.relay.call.CallSnapshot;

/// An accepted call, and how much of it is kept.
///
/// @param startedAt epoch milliseconds
public record CallIdentity(
    Inbound in,
    Dialect dialect,
    Facts facts,
    CallSnapshot snapshot,
    PayloadPolicy policy,
    long startedAt) {

  /// Returns the identity of a call that is accepted now.
  ///
  /// @param now epoch milliseconds
  public static CallIdentity of(
      Inbound in, Dialect dialect, Facts facts, CallSnapshot snapshot, long now) {
    var policy = snapshot.payloadPolicy(facts.model(), in.caller().key());
    long startedAt = now - microsSince(in.acceptedAt()) / 1_000;
    return new CallIdentity(in, dialect, facts, snapshot, policy, startedAt);
  }

  boolean keepsPayloads() {
    return policy == PayloadPolicy.FULL;
  }

  /// Returns the most that is kept of a body, in bytes.
  public int payloadLimit() {
    return keepsPayloads() ? snapshot.payloadLimit() : 0;
  }

  /// Returns what observers may show of a body: no more than the journal keeps.
  Body shown(Body body) {
    return keepsPayloads() ? body : Body.EMPTY;
  }

  /// Returns what observers may show of an answer: no more than the journal keeps.
  Answer shown(Answer answer) {
    return keepsPayloads() ? answer : answer.withoutContent();
  }

  /// Returns the text of the last user message, for full-text search; empty where there is none.
  String question() {
    var text = facts.userText();
    return text == null ? "" : JsonText.of(in.body().slice(text));
  }

  /// Returns the time since the call was accepted, in microseconds.
  long micros() {
    return microsSince(in.acceptedAt());
  }

  static long microsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000;
  }
}

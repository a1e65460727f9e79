package io.llmcallgateway.relay.call;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.limit.HeapEstimate;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/// A client's request, read as far as it was needed. Thread-safe: attempts beside each other read
/// the conversation once.
public final class ClientCall {
  /// What is translated within the first bytes of each call.
  private static final int SMALL = 2 << 10;

  private final Inbound in;
  private final Dialect dialect;
  private final Facts facts;
  private final long createdAt;
  private @Nullable ChatRequest request;
  private boolean reserved;

  /// @param createdAt epoch seconds
  public ClientCall(Inbound in, Dialect dialect, Facts facts, long createdAt) {
    this.in = in;
    this.dialect = dialect;
    this.facts = facts;
    this.createdAt = createdAt;
  }

  public Inbound in() {
    return in;
  }

  public Dialect dialect() {
    return dialect;
  }

  public Facts facts() {
    return facts;
  }

  public Operation operation() {
    return facts.operation();
  }

  /// Returns the whole conversation, read once, and only where something needs it. Throws a
  /// `GatewayException` where it cannot be one.
  public synchronized ChatRequest request() {
    if (request == null) request = dialect.readRequest(in, facts);
    return request;
  }

  /// Returns whether the request can be read as a conversation.
  public boolean readable() {
    try {
      request();
      return true;
    } catch (GatewayException _) {
      return false; // who asks has an error to tell already
    }
  }

  /// Reserves the room that translating the request takes, once for all attempts, since the
  /// conversation is read once.
  public synchronized void reserveTranslation(ByteBudget.Reservation held)
      throws InterruptedException {
    if (reserved || in.body().size() <= SMALL) return;
    reserved = true;
    held.need(held.held() + HeapEstimate.translated(in.body()));
  }

  /// Returns what the writer of an answer needs to know of the call.
  public AnswerContext context(TargetModel target) {
    return new AnswerContext(in.id(), facts, request(), in, createdAt, target.model());
  }
}

package io.llmcallgateway.relay.call;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.upstream.WakeSignal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what a client asked, read as far as it was needed. One thread.
public final class ClientCall {
  private final Inbound in;
  private final Dialect dialect;
  private final Facts facts;
  private final long createdAt;
  private final Set<Provider.Dialect> passedOver = EnumSet.noneOf(Provider.Dialect.class);
  private final Means means;
  private @Nullable ChatRequest request;

  /// Holds what the call's thread has for work of its own: how it waits, until when, and the bytes
  /// it may hold.
  ///
  /// @param deadline of `System.nanoTime`
  public record Means(
      WakeSignal bell, ClientWaiting waiting, long deadline, ByteBudget.Reservation held) {}

  /// @param createdAt epoch seconds
  public ClientCall(Inbound in, Dialect dialect, Facts facts, long createdAt, Means means) {
    this.means = means;
    this.in = in;
    this.dialect = dialect;
    this.facts = facts;
    this.createdAt = createdAt;
  }

  /// An endpoint that is not there is not tried again.
  public void passOver(Provider.Dialect dialect) {
    passedOver.add(dialect);
  }

  public boolean passesOverAny() {
    return !passedOver.isEmpty();
  }

  public boolean passesOver(Provider.Dialect dialect) {
    return passedOver.contains(dialect);
  }

  public Inbound in() {
    return in;
  }

  public Dialect dialect() {
    return dialect;
  }

  public Means means() {
    return means;
  }

  public Facts facts() {
    return facts;
  }

  /// The whole conversation, read once, and only where something needs it.
  public ChatRequest request() {
    if (request == null) request = dialect.readRequest(in, facts);
    return request;
  }

  /// Whether the request can be read as a conversation.
  public boolean readable() {
    try {
      request();
      return true;
    } catch (GatewayException _) {
      return false; // who asks has an error to tell already
    }
  }

  public AnswerContext asked(TargetModel target) {
    return new AnswerContext(in.id(), facts, request(), in, createdAt, target.model());
  }
}

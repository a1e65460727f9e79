package io.llmcallgateway.model.record;

import io.llmcallgateway.model.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request to a provider. Durations in microseconds, -1 if something did not happen.
///
/// @param sentAt the time from the call's acceptance to the sending
/// @param head the time from the sending to the head of the reply
/// @param micros the time from the sending to the end of the reply
/// @param status the reply's status, -1 without a reply
/// @param phases when what happened between the sending and the end
/// @param reason why it was made; null for the first
/// @param won whether its answer is the one that the client got
/// @param headers the provider's side, as far as it is kept
public record AttemptRecord(
    String provider,
    String model,
    String dialect,
    long sentAt,
    long head,
    long micros,
    int status,
    @Nullable Failure failure,
    Phases phases,
    @Nullable Reason reason,
    boolean won,
    SideHeaders headers) {

  /// The reason for an attempt that is not the first of its call.
  public enum Reason {
    /// The attempt before failed.
    FALLBACK,
    /// The attempt before had not answered yet.
    HEDGE,
    /// The provider lacks the endpoint of the attempt before.
    ENDPOINT;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The times of an attempt in microseconds, -1 if something did not happen or is unknown.
  ///
  /// @param queued the wait for a connection, without the time to open it
  /// @param connect the time to open the connection: name, TCP, TLS; -1 if one was reused
  /// @param firstByte the time from the sending to the first byte of the reply
  /// @param firstToken the time from the sending to the first content
  /// @param lastToken the time from the sending to the last content
  public record Phases(long queued, long connect, long firstByte, long firstToken, long lastToken) {
    public static final Phases UNKNOWN = new Phases(-1, -1, -1, -1, -1);
  }

  /// An attempt of which no more than its end is known.
  public AttemptRecord(
      String provider,
      String model,
      String dialect,
      long sentAt,
      long head,
      long micros,
      int status,
      @Nullable Failure failure) {
    this(
        provider,
        model,
        dialect,
        sentAt,
        head,
        micros,
        status,
        failure,
        Phases.UNKNOWN,
        null,
        false,
        SideHeaders.NONE);
  }

  AttemptRecord with(@Nullable Failure told, SideHeaders headers) {
    return new AttemptRecord(
        provider, model, dialect, sentAt, head, micros, status, told, phases, reason, won, headers);
  }
}

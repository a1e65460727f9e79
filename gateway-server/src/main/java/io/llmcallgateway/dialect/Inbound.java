package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Caller;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import org.jspecify.annotations.Nullable;

/// A client's request as it came in, authenticated.
///
/// @param headers those of the client's headers that a provider may see
/// @param requestId the client's own `x-request-id`, where it sent a sane one
/// @param strict whether the client wants an error rather than a loss that changes the meaning
/// @param caller who asks, and what they said of the call in headers
/// @param remembered what is asked of the gateway's memory
/// @param acceptedAt `System.nanoTime()` when the request's head had been read
public record Inbound(
    CallId id,
    Operation operation,
    UrlParameters place,
    Headers headers,
    Body body,
    @Nullable String requestId,
    boolean strict,
    long acceptedAt,
    Caller caller,
    StorageOptions remembered) {

  public Inbound(
      CallId id,
      Operation operation,
      UrlParameters place,
      Headers headers,
      Body body,
      @Nullable String requestId,
      boolean strict,
      long acceptedAt,
      Caller caller) {
    this(
        id,
        operation,
        place,
        headers,
        body,
        requestId,
        strict,
        acceptedAt,
        caller,
        StorageOptions.NOTHING);
  }

  /// A request of which nothing is known but what it asks.
  public Inbound(
      CallId id,
      Operation operation,
      UrlParameters place,
      Headers headers,
      Body body,
      @Nullable String requestId,
      boolean strict,
      long acceptedAt) {
    this(id, operation, place, headers, body, requestId, strict, acceptedAt, Caller.UNKNOWN);
  }

  /// Returns this request with the conversation that it goes on from in its body.
  public Inbound remembering(Body whole, StorageOptions asked) {
    return new Inbound(
        id, operation, place, headers, whole, requestId, strict, acceptedAt, caller, asked);
  }
}

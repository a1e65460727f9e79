package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Caller;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.upload.Upload;
import org.jspecify.annotations.Nullable;

/// A client's request as it came in, authenticated.
///
/// @param headers those of the client's headers that a provider may see
/// @param body of an upload what is shown of it
/// @param requestId the client's own `x-request-id`, where it sent a sane one
/// @param strict whether the client wants an error rather than a loss that changes the meaning
/// @param caller who asks, and what they said of the call in headers
/// @param upload the form that the client sent; null where it sent a body
/// @param remembered what is asked of the gateway's memory
/// @param acceptedAt `System.nanoTime()` when the request's head had been read, of an upload the
///   whole form
/// @param replayOf the call that this one repeats, as the gateway itself says; null for others
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
    @Nullable Upload upload,
    StorageOptions remembered,
    @Nullable CallId replayOf) {

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
        null,
        StorageOptions.NOTHING,
        null);
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

  /// Returns this request with another body.
  public Inbound with(Body body) {
    return with(body, upload, remembered, replayOf);
  }

  /// Returns this request with the conversation that it goes on from in its body.
  public Inbound remembering(Body whole, StorageOptions asked) {
    return with(whole, upload, asked, replayOf);
  }

  /// Returns this request with a form in its body's place.
  public Inbound with(Upload form) {
    return with(form.shown(), form, remembered, replayOf);
  }

  /// Returns this request as one that repeats another call.
  public Inbound replaying(CallId call) {
    return with(body, upload, remembered, call);
  }

  private Inbound with(
      Body body, @Nullable Upload upload, StorageOptions remembered, @Nullable CallId replayOf) {
    return new Inbound(
        id,
        operation,
        place,
        headers,
        body,
        requestId,
        strict,
        acceptedAt,
        caller,
        upload,
        remembered,
        replayOf);
  }

  /// Returns the size of what the client sent, in bytes.
  public long size() {
    return Upload.size(body, upload);
  }
}

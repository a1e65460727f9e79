package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.upload.Upload;
import org.jspecify.annotations.Nullable;

/// A request as a provider gets it; path and authentication are added by the upstream.
///
/// @param headers that this request needs besides its dialect's and its provider's
/// @param body of an upload what is shown of it
/// @param upload the form that is sent; null where the body is
public record Outbound(Headers headers, Body body, @Nullable Upload upload) {
  public Outbound(Headers headers, Body body) {
    this(headers, body, null);
  }

  public static Outbound of(Headers headers, Upload upload) {
    return new Outbound(headers, upload.shown(), upload);
  }

  public static Outbound of(Body body) {
    return new Outbound(Headers.NONE, body);
  }
}

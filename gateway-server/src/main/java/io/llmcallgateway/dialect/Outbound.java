package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;

/// A request as a provider gets it; path and authentication are added by the upstream.
///
/// @param headers that this request needs besides its dialect's and its provider's
public record Outbound(Headers headers, Body body) {
  public static Outbound of(Body body) {
    return new Outbound(Headers.NONE, body);
  }
}

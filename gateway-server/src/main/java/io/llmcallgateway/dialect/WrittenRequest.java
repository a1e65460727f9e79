package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;

/// A chat request written for a target.
///
/// @param headers that this request needs besides its dialect's and its provider's
/// @param formatEnforcedByGateway true if the target cannot be held to the JSON format that the
///   client asked for: the model is told it, and the gateway must check the answer
public record WrittenRequest(Headers headers, Body body, boolean formatEnforcedByGateway) {
  /// A request without headers of its own.
  public static WrittenRequest of(Body body, boolean formatEnforcedByGateway) {
    return new WrittenRequest(Headers.NONE, body, formatEnforcedByGateway);
  }
}

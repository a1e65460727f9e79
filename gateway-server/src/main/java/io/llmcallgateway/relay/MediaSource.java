package io.llmcallgateway.relay;

import io.llmcallgateway.model.chat.Part;

/// Fetches media for targets that take no addresses. Thread-safe.
public interface MediaSource {
  /// The same part with the bytes that its address had. Throws a `GatewayException`
  /// (INVALID_REQUEST) where they may not or cannot be had.
  Part.Media fetch(Part.Media part) throws InterruptedException;
}

package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import java.net.URI;

/// Proof to a provider of who asks, good for a while. Thread-safe.
@FunctionalInterface
interface Authorization {
  /// No headers, where the provider's key is proof enough.
  Authorization NONE = (_, _) -> Headers.NONE;

  /// Returns the headers that authorize one request; waits for nothing.
  ///
  /// @param uri exactly as it is sent
  Headers headers(URI uri, Body body);

  /// The same headers for each request.
  static Authorization of(Headers headers) {
    return (_, _) -> headers;
  }

  static Authorization bearer(String token) {
    return of(Headers.of("Authorization", "Bearer " + token));
  }
}

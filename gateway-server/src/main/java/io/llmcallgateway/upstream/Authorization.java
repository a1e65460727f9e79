package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import java.net.URI;

/// Credentials for a provider's requests, valid for a while. Thread-safe.
@FunctionalInterface
interface Authorization {
  /// No headers, for providers with a key.
  Authorization NONE = (_, _) -> Headers.NONE;

  /// Returns the headers that authorize one request. Does not block.
  ///
  /// @param uri exactly as it is sent
  Headers headers(URI uri, Body body);

  /// Returns an authorization with the same headers for each request.
  static Authorization of(Headers headers) {
    return (_, _) -> headers;
  }

  static Authorization bearer(String token) {
    return of(Headers.of("Authorization", "Bearer " + token));
  }
}

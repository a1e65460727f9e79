package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Headers;

/// Proof to a cloud of who asks, where that is no key but a token which is fetched and runs out.
/// Thread-safe.
interface TokenSource {
  /// The headers that carry a token which is still good for a while. May wait for the network.
  ///
  /// @param provider whose failure it is where there is none
  Headers headers(String provider);
}

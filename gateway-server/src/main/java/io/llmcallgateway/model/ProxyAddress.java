package io.llmcallgateway.model;

import org.jspecify.annotations.Nullable;

/// The address of a forward proxy.
///
/// @param secure true if the connection to the proxy itself uses TLS
/// @param credentials `user:password`, null if the proxy wants none
public record ProxyAddress(boolean secure, String host, int port, @Nullable Secret credentials) {
  public ProxyAddress {
    if (port < 1 || port > 65_535) throw new IllegalArgumentException("port " + port);
  }

  /// Returns host and port without the credentials, for messages.
  public String shown() {
    return host + ":" + port;
  }
}

package io.llmcallgateway.model;

import org.jspecify.annotations.Nullable;

/// A forward proxy, through which requests leave a network.
///
/// @param secure whether the proxy itself is spoken to by TLS
/// @param credentials `user:password`, null where it asks for none
public record ProxyAddress(boolean secure, String host, int port, @Nullable Secret credentials) {
  public ProxyAddress {
    if (port < 1 || port > 65_535) throw new IllegalArgumentException("port " + port);
  }

  /// For messages: without the credentials.
  public String shown() {
    return host + ":" + port;
  }
}

package io.llmcallgateway.http;

import io.llmcallgateway.config.AddressRanges;
import io.llmcallgateway.identity.Authenticator;

/// The rules by which the gateway admits clients.
///
/// @param allowAnonymous true if a gateway without a client key also admits requests from other
///   machines
/// @param metricsPublic true if the metrics can be read without a key
/// @param trustedProxies proxies whose statements about the client are believed
public record AccessPolicy(
    Authenticator authenticator,
    boolean allowAnonymous,
    boolean metricsPublic,
    AddressRanges trustedProxies) {
  /// Supplies the rules in force, which change with the configuration.
  @FunctionalInterface
  public interface Source {
    AccessPolicy get();
  }
}

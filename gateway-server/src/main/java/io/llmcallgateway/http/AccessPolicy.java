package io.llmcallgateway.http;

import io.llmcallgateway.config.AddressRanges;
import io.llmcallgateway.identity.Authenticator;

/// The rules by which the gateway lets clients in.
///
/// @param allowAnonymous true if a gateway without a key answers to other hosts too
/// @param metricsPublic true if the metrics need no key
/// @param trustedProxies proxies that may say for whom they ask
public record AccessPolicy(
    Authenticator authenticator,
    boolean allowAnonymous,
    boolean metricsPublic,
    AddressRanges trustedProxies) {
  /// The rules in force, which change with the configuration.
  @FunctionalInterface
  public interface Source {
    AccessPolicy get();
  }
}

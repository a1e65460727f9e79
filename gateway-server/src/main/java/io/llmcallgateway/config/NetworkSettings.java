package io.llmcallgateway.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Settings of the network around the gateway.
///
/// @param trustedProxies proxies that are believed where they say who a request came from
/// @param proxies forward proxies that requests leave by
/// @param authorities a file of certificates that are trusted beside the public ones, or null
public record NetworkSettings(
    AddressRanges trustedProxies, Proxies proxies, @Nullable Path authorities) {
  /// A network without proxies and authorities of its own.
  public static final NetworkSettings NONE =
      new NetworkSettings(AddressRanges.NONE, Proxies.NONE, null);
}

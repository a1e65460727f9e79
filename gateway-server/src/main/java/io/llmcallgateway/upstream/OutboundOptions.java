package io.llmcallgateway.upstream;

import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.ProxyAddress;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Network options of the gateway's HTTP clients.
///
/// @param proxies selects the proxy for an address
/// @param tls the TLS context with further certificate authorities; null for the public ones only
/// @param secrets the known secrets, to which fetched tokens are added
public record OutboundOptions(Proxying proxies, @Nullable SSLContext tls, KnownSecrets secrets) {
  /// Returns options without a proxy, with the public authorities.
  public static OutboundOptions plain() {
    return new OutboundOptions((_, _) -> null, null, new KnownSecrets());
  }

  /// Selects the proxy for an address.
  @FunctionalInterface
  public interface Proxying {
    /// Returns the proxy for an address; null to connect directly.
    ///
    /// @param provider the provider with this address; null if it is no provider's
    @Nullable ProxyAddress of(@Nullable String provider, URI target);
  }
}

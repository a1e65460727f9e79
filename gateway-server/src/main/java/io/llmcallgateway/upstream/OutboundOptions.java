package io.llmcallgateway.upstream;

import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.ProxyAddress;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The network as the gateway's clients find it.
///
/// @param proxies the proxy for an address
/// @param tls with authorities of one's own, null for the public ones alone
/// @param secrets that learn what tokens are fetched
public record OutboundOptions(Proxying proxies, @Nullable SSLContext tls, KnownSecrets secrets) {
  /// No proxy, public authorities.
  public static OutboundOptions plain() {
    return new OutboundOptions((_, _) -> null, null, new KnownSecrets());
  }

  /// Chooses the proxy for an address.
  @FunctionalInterface
  public interface Proxying {
    /// Null where the address is asked directly.
    ///
    /// @param provider whose address it is, null where it is no provider's
    @Nullable ProxyAddress of(@Nullable String provider, URI target);
  }
}

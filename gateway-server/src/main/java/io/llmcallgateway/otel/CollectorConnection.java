package io.llmcallgateway.otel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.config.CertificateAuthorities;
import io.llmcallgateway.config.Proxies;
import io.llmcallgateway.model.ProxyAddress;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The proxies and certificate authorities for connections to a collector.
///
/// @param authorities trusted in addition to the public ones, or null
public record CollectorConnection(Proxies proxies, @Nullable CertificateAuthorities authorities) {
  /// A connection without a proxy, with the public authorities.
  public static final CollectorConnection DIRECT = new CollectorConnection(Proxies.NONE, null);

  /// Sets a header on an exporter's requests.
  @FunctionalInterface
  interface HeaderSetter {
    void set(String name, String value);
  }

  /// Returns the proxy for an endpoint; null to connect directly.
  @Nullable ProxyAddress proxy(URI endpoint) {
    return proxies.of(null, endpoint);
  }

  /// Returns a proxy as the SDK's option.
  static ProxyOptions options(ProxyAddress proxy) {
    return ProxyOptions.create(new InetSocketAddress(proxy.host(), proxy.port()));
  }

  /// Sets the header with the proxy's credentials, if it has any.
  static void credentials(ProxyAddress proxy, HeaderSetter headers) {
    var credentials = proxy.credentials();
    if (credentials == null) return;
    var basic = Base64.getEncoder().encodeToString(credentials.reveal().getBytes(UTF_8));
    headers.set("Proxy-Authorization", "Basic " + basic);
  }
}

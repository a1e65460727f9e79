package io.llmcallgateway.otel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.config.CertificateAuthorities;
import io.llmcallgateway.config.Proxies;
import io.llmcallgateway.model.ProxyAddress;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The proxies and certificate authorities by which a collector is reached.
///
/// @param authorities trusted beside the public ones, or null
public record CollectorConnection(Proxies proxies, @Nullable CertificateAuthorities authorities) {
  /// No proxy, and the public authorities.
  public static final CollectorConnection DIRECT = new CollectorConnection(Proxies.NONE, null);

  @Nullable ProxyAddress proxy(URI endpoint) {
    return proxies.of(null, endpoint);
  }

  static ProxyOptions options(ProxyAddress proxy) {
    return ProxyOptions.create(new InetSocketAddress(proxy.host(), proxy.port()));
  }

  static void credentials(ProxyAddress proxy, BiConsumer<String, String> header) {
    var credentials = proxy.credentials();
    if (credentials == null) return;
    var basic = Base64.getEncoder().encodeToString(credentials.reveal().getBytes(UTF_8));
    header.accept("Proxy-Authorization", "Basic " + basic);
  }
}

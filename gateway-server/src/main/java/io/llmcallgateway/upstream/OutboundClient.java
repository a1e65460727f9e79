package io.llmcallgateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.ProxyAddress;
import java.net.URI;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/// Jetty's client with the network's proxies and authorities. Which proxy a request takes is
/// decided when it is made, since settings change: it is the request's tag, and part of what Jetty
/// tells connections apart by.
@SuppressWarnings("try") // Jetty's close() may be interrupted
final class OutboundClient extends HttpClient {
  private final OutboundOptions outside;
  private final ProxyConfiguration proxies = new Tagged();

  /// What a proxy's tunnels are asked with, by its address.
  private final ConcurrentHashMap<String, ProxyAddress> known = new ConcurrentHashMap<>();

  OutboundClient(OutboundOptions outside, HttpClientTransportOverHTTP transport) {
    super(transport);
    this.outside = outside;
    if (outside.tls() != null) {
      var tls = new SslContextFactory.Client();
      tls.setSslContext(outside.tls());
      setSslContextFactory(tls);
    }
    getRequestListeners().addBeginListener(this::authorizeTunnel);
  }

  OutboundClient(OutboundOptions outside) {
    this(outside, new HttpClientTransportOverHTTP());
  }

  @Override
  public ProxyConfiguration getProxyConfiguration() {
    return proxies;
  }

  @Override
  public Request newRequest(URI uri) {
    return newRequest(null, uri);
  }

  /// A request to a provider's address.
  Request newRequest(@Nullable String provider, URI uri) {
    var request = super.newRequest(uri);
    var proxy = outside.proxies().of(provider, uri);
    if (proxy == null) return request;
    known.put(proxy.shown(), proxy);
    var credentials = proxy.credentials();
    boolean tunnels = "https".equalsIgnoreCase(uri.getScheme());
    if (credentials != null && !tunnels) authorize(request, proxy);
    return request.tag(proxy);
  }

  /// A tunnel's own request is made by Jetty. What goes through the tunnel shows no credentials:
  /// they are not for the provider.
  private void authorizeTunnel(Request request) {
    if (!HttpMethod.CONNECT.is(request.getMethod())) return;
    var proxy = known.get(request.getHost() + ":" + request.getPort());
    if (proxy != null) authorize(request, proxy);
  }

  private static void authorize(Request request, ProxyAddress proxy) {
    var credentials = proxy.credentials();
    if (credentials == null) return;
    var basic = Base64.getEncoder().encodeToString(credentials.reveal().getBytes(UTF_8));
    request.headers(headers -> headers.put(HttpHeader.PROXY_AUTHORIZATION, "Basic " + basic));
  }

  /// Takes the proxy that a request's tag names.
  private static final class Tagged extends ProxyConfiguration {
    @Override
    public Proxy match(Origin origin) {
      return origin.getTag() instanceof ProxyAddress proxy
          ? new HttpProxy(new Origin.Address(proxy.host(), proxy.port()), proxy.secure())
          : super.match(origin);
    }
  }
}

package io.llmcallgateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.ProxyAddress;
import java.net.URI;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/// Jetty's HTTP client with the configured proxies and certificate authorities. A request's proxy
/// is chosen when the request is made, since settings change. It is the request's tag, by which
/// Jetty also tells connections apart.
@SuppressWarnings("try") // Jetty's close() may be interrupted
final class OutboundClient extends HttpClient {
  /// Supplies the gateway's client, started if need be.
  @FunctionalInterface
  interface Source {
    /// Returns the started client.
    OutboundClient get();
  }

  private final OutboundOptions outside;
  private final ProxyConfiguration proxies = new Tagged();
  private final OpenConnections connections;

  /// The proxies with credentials for their tunnels, by address.
  private final ConcurrentHashMap<String, ProxyAddress> known = new ConcurrentHashMap<>();

  OutboundClient(
      OutboundOptions outside, HttpClientTransportOverHTTP transport, OpenConnections connections) {
    super(transport);
    this.connections = connections;
    this.outside = outside;
    if (outside.tls() != null) {
      var tls = new SslContextFactory.Client();
      tls.setSslContext(outside.tls());
      setSslContextFactory(tls);
    }
    getRequestListeners().addBeginListener(this::authorizeTunnel);
  }

  OutboundClient(OutboundOptions outside) {
    this(outside, new HttpClientTransportOverHTTP(), new OpenConnections());
  }

  @Override
  public ProxyConfiguration getProxyConfiguration() {
    return proxies;
  }

  @Override
  public Request newRequest(URI uri) {
    return newRequest(null, uri);
  }

  /// Returns a request to a provider's address.
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

  /// Opens a connection, and notes since when.
  @Override
  public void newConnection(Destination destination, Promise<Connection> promise) {
    long from = System.nanoTime();
    super.newConnection(
        destination,
        new Promise<>() {
          @Override
          public void succeeded(Connection connection) {
            var address = connection.getLocalSocketAddress();
            var opening = new OpenConnections.Opening(from, System.nanoTime());
            if (address != null) connections.opened(address, opening);
            promise.succeeded(connection);
          }

          @Override
          public void failed(Throwable cause) {
            promise.failed(cause);
          }
        });
  }

  /// Adds the proxy's credentials to a CONNECT request, which Jetty itself makes. Requests inside
  /// the tunnel do not get them, since they go to the provider.
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

  /// Selects the proxy that is the request's tag.
  private static final class Tagged extends ProxyConfiguration {
    @Override
    public Proxy match(Origin origin) {
      return origin.getTag() instanceof ProxyAddress proxy
          ? new HttpProxy(new Origin.Address(proxy.host(), proxy.port()), proxy.secure())
          : super.match(origin);
    }
  }
}

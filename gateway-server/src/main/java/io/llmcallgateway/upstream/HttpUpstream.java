package io.llmcallgateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.VariableLookup;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.ProviderAuth;
import java.io.EOFException;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends requests to providers over HTTP with Jetty's client. Every default of Jetty that would
/// cut, replay or re-send a call is changed.
public final class HttpUpstream implements Upstream {
  private static final Logger LOG = LoggerFactory.getLogger(HttpUpstream.class);
  private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final HttpField NO_COMPRESSION =
      new HttpField(HttpHeader.ACCEPT_ENCODING, "identity");

  /// The time after which an idle connection is closed; load balancers often close them at 60 s.
  private static final Duration POOL_IDLE = Duration.ofSeconds(55);

  private static final String BEARER = "Bearer ";
  private static final int MOST_ADDRESSES = 1_000;
  private static final int MOST_PIECE = 128 << 10;

  private final Started client;
  private final OpenConnections connections;
  private final CloudCredentials clouds;
  private final KnownSecrets secrets;
  private final Cache<String, URI> uris =
      Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).executor(Runnable::run).build();

  private HttpUpstream(
      Started client,
      OpenConnections connections,
      CloudCredentials clouds,
      OutboundOptions outside) {
    this.secrets = outside.secrets();
    this.client = client;
    this.connections = connections;
    this.clouds = clouds;
  }

  /// Returns an upstream whose client is started by the first request, or by `warmUp` before it,
  /// since reading the trusted certificates takes a third of the gateway's own start.
  ///
  /// @param product the User-Agent
  /// @param variables the environment, for the clouds' own credentials
  public static HttpUpstream start(
      String product, Duration connectTimeout, VariableLookup variables, OutboundOptions outside) {
    return start(product, connectTimeout, POOL_IDLE, variables, outside);
  }

  static HttpUpstream start(
      String product,
      Duration connectTimeout,
      Duration poolIdle,
      VariableLookup variables,
      OutboundOptions outside) {
    var connections = new OpenConnections();
    var client =
        new Started(() -> startClient(product, connectTimeout, poolIdle, outside, connections));
    var clouds = new CloudCredentials(variables, client::get, InstantSource.system());
    var upstream = new HttpUpstream(client, connections, clouds, outside);
    client.whenClosed(connections::closed);
    return upstream;
  }

  /// Starts the client if it has not been started.
  public void warmUp() {
    var _ = client();
  }

  private OutboundClient client() {
    return client.get();
  }

  /// Creates one request; each attempt to send needs a new one.
  @FunctionalInterface
  private interface RequestFactory {
    Request create();
  }

  /// Creates and starts a client.
  @FunctionalInterface
  private interface Starter {
    OutboundClient start() throws Exception;
  }

  /// Receives the local addresses of closed connections.
  @FunctionalInterface
  private interface CloseListener {
    void closed(SocketAddress address);
  }

  /// Starts the client when it is first needed. A start that fails, for example for lack of file
  /// descriptors, is tried again by the next call.
  private static final class Started {
    private final Starter starter;
    private volatile @Nullable OutboundClient client;
    private CloseListener closed = _ -> {};

    Started(Starter starter) {
      this.starter = starter;
    }

    void whenClosed(CloseListener closed) {
      this.closed = closed;
    }

    OutboundClient get() {
      var known = client;
      return known == null ? start() : known;
    }

    private synchronized OutboundClient start() {
      var known = client;
      if (known != null) return known;
      try {
        known = starter.start();
      } catch (Exception e) {
        throw new GatewayException(
            UpstreamFailures.overloaded(
                "The gateway's HTTP client could not start; its error log says why. Try again."),
            e);
      }
      known.addBean(
          new Connection.Listener() {
            @Override
            public void onClosed(Connection connection) {
              closed.closed(connection.getEndPoint().getLocalSocketAddress());
            }
          });
      client = known;
      return known;
    }
  }

  private static OutboundClient startClient(
      String product,
      Duration connectTimeout,
      Duration poolIdle,
      OutboundOptions outside,
      OpenConnections connections)
      throws Exception {
    var transport = new HttpClientTransportOverHTTP();
    transport.setHeaderCacheSize(0); // each connection would hold 100 KB for it
    var client = new OutboundClient(outside, transport, connections);
    var threads = new VirtualThreadPool();
    threads.setName("upstream");
    threads.setMaxConcurrentTasks(0); // the default of 200 would stall the 201st stream
    client.setExecutor(threads);
    // Jetty's default pool for virtual threads keeps few buffers and allocates the others anew.
    client.setByteBufferPool(new ArrayByteBufferPool());
    client.setConnectTimeout(connectTimeout.toMillis());
    client.setMaxConnectionsPerDestination(32_768); // the default of 64 would queue the 65th call
    client.setMaxRequestsQueuedPerDestination(32_768);
    client.setIdleTimeout(poolIdle.toMillis()); // a request's own is unlimited, see send
    client.setFollowRedirects(false); // a 307 would re-send the prompt to another host
    client.setHttpCookieStore(new HttpCookieStore.Empty()); // tenants must not share cookies
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, product));
    client.setMaxRequestHeadersSize(64 * 1024); // some vendors' gateways accept that much
    client.setMaxResponseHeadersSize(256 * 1024); // what is passed on is bounded elsewhere
    client.start();
    // No handlers for 401 (Jetty's throws where WWW-Authenticate is missing) and for redirects; the
    // ones below skip interim responses.
    var handlers = client.getProtocolHandlers();
    handlers.clear();
    handlers.put(new ContinueProtocolHandler());
    handlers.put(new ProcessingProtocolHandler());
    handlers.put(new EarlyHintsProtocolHandler());
    client.getContentDecoderFactories().clear();
    return client;
  }

  @Override
  public UpstreamReply send(UpstreamRequest request, WakeSignal signal) {
    var provider = request.provider();
    if (request.upload() != null) requireUnsigned(provider);
    var uri = uri(provider.baseUrl(), request.path());
    return authorized(
        provider,
        authorization -> {
          var shown = authorization.headers(uri, request.body());
          learn(shown);
          return exchange(() -> outgoing(request, uri, shown), provider, signal);
        },
        signal);
  }

  /// Throws a `GatewayException` (UNSUPPORTED) if the provider wants a signature, which covers a
  /// body that is held whole.
  private static void requireUnsigned(Provider provider) {
    if (provider.auth() != ProviderAuth.AWS || provider.key() != null) return;
    throw new GatewayException(
        Failure.of(
            Failure.Kind.UNSUPPORTED,
            "The provider '"
                + provider.id()
                + "' wants requests signed, which forms with files are not: give it a key that is"
                + " sent as a bearer token, or name a model of another provider."));
  }

  /// Sends at once if the credentials are there, else when they have been fetched.
  private UpstreamReply authorized(
      Provider provider, AuthorizedReply.Sending sending, WakeSignal signal) {
    var credentials = clouds.of(provider);
    return credentials.isDone()
        ? sending.send(AuthorizedReply.of(credentials))
        : new AuthorizedReply(credentials, sending, signal);
  }

  private Request outgoing(UpstreamRequest request, URI uri, Headers shown) {
    var provider = request.provider();
    var upload = request.upload();
    return client()
        .newRequest(provider.id(), uri)
        .method(HttpMethod.POST)
        .idleTimeout(0, TimeUnit.MILLISECONDS) // a model may think for minutes
        .headers(
            headers -> {
              if (upload == null) headers.add(JSON);
              headers.add(NO_COMPRESSION);
              addHeaders(headers, provider, request.headers().and(shown));
            })
        .body(upload == null ? content(request.body()) : new UploadContent(upload));
  }

  /// Splits a body into pieces, since the JDK copies each buffer that it writes into memory outside
  /// the heap as a whole.
  private static Request.Content content(Body body) {
    var pieces = new ArrayList<ByteBuffer>(4);
    for (var segment : body.segments()) {
      int at = segment.position();
      for (; segment.limit() - at > MOST_PIECE; at += MOST_PIECE) {
        pieces.add(segment.slice(at, MOST_PIECE));
      }
      pieces.add(segment.slice(at, segment.limit() - at));
    }
    return new ByteBufferRequestContent("application/json", pieces.toArray(ByteBuffer[]::new));
  }

  /// Returns the parsed address from the cache: parsing one costs as much as reading a small
  /// request.
  private URI uri(String baseUrl, String path) {
    return uris.get(join(baseUrl, path), URI::create);
  }

  /// Returns the base URL followed by the path. A version that ends the base URL and begins the
  /// path is not repeated.
  public static String join(String baseUrl, String path) {
    int second = path.indexOf('/', 1);
    boolean repeated =
        second > 2
            && path.charAt(1) == 'v'
            && Character.isDigit(path.charAt(2))
            && baseUrl.endsWith(path.substring(0, second));
    return repeated ? baseUrl + path.substring(second) : baseUrl + path;
  }

  /// Sends a GET request for a path below the provider's base URL, such as `/models`.
  public UpstreamReply get(Provider provider, String path, Headers more, WakeSignal signal) {
    var uri = uri(provider.baseUrl(), path);
    return authorized(
        provider,
        authorization -> {
          var own = authorization.headers(uri, Body.EMPTY);
          learn(own);
          var shown = more.and(own);
          return exchange(() -> listing(provider, uri, shown), provider, signal);
        },
        signal);
  }

  private Request listing(Provider provider, URI uri, Headers shown) {
    return client()
        .newRequest(provider.id(), uri)
        .headers(
            headers -> {
              headers.add(NO_COMPRESSION);
              addHeaders(headers, provider, shown);
            });
  }

  private UpstreamReply exchange(RequestFactory requests, Provider provider, WakeSignal signal) {
    var outgoing = requests.create();
    var reply = new HttpReply(provider.id(), outgoing, signal, secrets, connections);
    outgoing.onRequestBegin(reply).onRequestCommit(reply).send(reply);
    var fresh = new RetriedReply(reply, () -> onFreshConnection(requests, provider, signal));
    return new DecodedReply(fresh, provider.id(), secrets);
  }

  /// Sends on a new connection outside the pool, whose other connections may be stale too.
  private HttpReply onFreshConnection(
      RequestFactory requests, Provider provider, WakeSignal signal) {
    LOG.info(
        "the kept connection to {} was closed as a request was sent; it is sent on a fresh one",
        provider.id());
    var outgoing = requests.create();
    var reply = new HttpReply(provider.id(), outgoing, signal, secrets, connections);
    var _ =
        client()
            .resolveDestination(outgoing)
            .newConnection()
            .whenComplete(
                (connection, failure) -> {
                  if (connection == null) {
                    reply.fail(failure == null ? new EOFException() : failure);
                    return;
                  }
                  reply.afterwards(connection::close);
                  connection.send(outgoing, reply);
                });
    return reply;
  }

  /// Adds tokens to the known secrets, since they change over time. AWS's signatures are not added:
  /// each is valid for one request only.
  private void learn(Headers shown) {
    for (var header : shown.all()) {
      if (header.name().equalsIgnoreCase("x-amz-security-token")) secrets.learn(header.value());
      boolean bearer = header.value().regionMatches(true, 0, BEARER, 0, BEARER.length());
      if (bearer) secrets.learn(header.value().substring(BEARER.length()));
    }
  }

  private static void addHeaders(HttpFields.Mutable headers, Provider provider, Headers more) {
    var key = provider.key();
    if (key != null) {
      switch (provider.auth()) {
        case BEARER -> headers.add(HttpHeader.AUTHORIZATION, "Bearer " + key.reveal());
        case API_KEY -> headers.add("api-key", key.reveal());
        case X_API_KEY -> headers.add("x-api-key", key.reveal());
        case X_GOOG_API_KEY -> headers.add("x-goog-api-key", key.reveal());
        case GOOGLE, AWS -> headers.add(HttpHeader.AUTHORIZATION, "Bearer " + key.reveal());
        case AZURE -> headers.add("api-key", key.reveal());
        case API_SUBSCRIPTION_KEY -> headers.add("api-subscription-key", key.reveal());
      }
    }
    provider.headers().forEach(headers::put);
    for (var header : more.all()) headers.put(header.name(), header.value());
  }

  /// Stops the client; requests in flight fail.
  public void stop() throws Exception {
    client().stop();
  }
}

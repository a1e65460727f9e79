package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Headers;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/// The one HTTP client of the gateway. Jetty's client, with every default changed that would cut,
/// replay or re-send a call.
public final class HttpUpstream implements Upstream {
  private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final HttpField NO_COMPRESSION =
      new HttpField(HttpHeader.ACCEPT_ENCODING, "identity");

  /// How long a connection waits for its next call; load balancers often close them at 60 s.
  private static final Duration POOL_IDLE = Duration.ofSeconds(55);

  private static final int MOST_ADDRESSES = 1_000;

  private final FutureTask<HttpClient> client;
  private final AwsCalls aws;
  private final CloudCredentials clouds;
  private final ConcurrentHashMap<String, URI> uris = new ConcurrentHashMap<>();

  private HttpUpstream(FutureTask<HttpClient> client, AwsCalls aws, CloudCredentials clouds) {
    this.client = client;
    this.aws = aws;
    this.clouds = clouds;
  }

  /// A client that the first request starts, or `warmUp` before it, since reading the trusted
  /// certificates takes a third of the gateway's own start. `product` is the User-Agent,
  /// `variables` name the clouds' own credentials.
  public static HttpUpstream start(
      String product, Duration connectTimeout, Function<String, @Nullable String> variables) {
    return start(product, connectTimeout, POOL_IDLE, variables);
  }

  static HttpUpstream start(
      String product,
      Duration connectTimeout,
      Duration poolIdle,
      Function<String, @Nullable String> variables) {
    var client = new FutureTask<>(() -> startClient(product, connectTimeout, poolIdle));
    var clouds = new CloudCredentials(variables, () -> started(client), InstantSource.system());
    return new HttpUpstream(client, new AwsCalls(variables), clouds);
  }

  /// Starts the client, if nobody has.
  public void warmUp() {
    client.run();
  }

  private HttpClient client() {
    return started(client);
  }

  private static HttpClient started(FutureTask<HttpClient> client) {
    try {
      client.run(); // does nothing but for the first
      return client.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the HTTP client had started", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the HTTP client could not start", e.getCause());
    }
  }

  private static HttpClient startClient(String product, Duration connectTimeout, Duration poolIdle)
      throws Exception {
    var transport = new HttpClientTransportOverHTTP();
    transport.setHeaderCacheSize(0); // each connection would hold 100 KB for it
    var client = new HttpClient(transport);
    var threads = new VirtualThreadPool();
    threads.setName("upstream");
    threads.setMaxConcurrentTasks(0); // the default of 200 would stall the 201st stream
    client.setExecutor(threads);
    // The pool it would make for virtual threads keeps few buffers and allocates the rest anew.
    client.setByteBufferPool(new ArrayByteBufferPool());
    client.setConnectTimeout(connectTimeout.toMillis());
    client.setMaxConnectionsPerDestination(32_768); // the default of 64 would queue the 65th call
    client.setMaxRequestsQueuedPerDestination(32_768);
    client.setIdleTimeout(poolIdle.toMillis()); // a request's own is unlimited, see send
    client.setFollowRedirects(false); // a 307 would re-send the prompt to another host
    client.setHttpCookieStore(new HttpCookieStore.Empty()); // a jar would join tenants
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, product));
    client.setMaxResponseHeadersSize(32 * 1024);
    client.start();
    // No handler for 401 (it throws where WWW-Authenticate is missing) or redirects; interim
    // answers are skipped.
    var handlers = client.getProtocolHandlers();
    handlers.clear();
    handlers.put(new ContinueProtocolHandler());
    handlers.put(new ProcessingProtocolHandler());
    handlers.put(new EarlyHintsProtocolHandler());
    client.getContentDecoderFactories().clear();
    return client;
  }

  @Override
  public UpstreamReply send(UpstreamRequest request, Doorbell bell) {
    var provider = request.provider();
    var segments = request.body().segments().toArray(ByteBuffer[]::new);
    var uri = uri(provider.baseUrl(), request.path());
    boolean signs = provider.auth() == Provider.Auth.AWS && provider.key() == null;
    var shown = signs ? aws.sign(provider, uri, request.body()) : clouds.headers(provider);
    var outgoing =
        client()
            .newRequest(uri)
            .method(HttpMethod.POST)
            .idleTimeout(0, TimeUnit.MILLISECONDS) // a model may think for minutes
            .headers(
                headers -> {
                  headers.add(JSON);
                  headers.add(NO_COMPRESSION);
                  addHeaders(headers, provider, request.headers().and(shown));
                })
            .body(new ByteBufferRequestContent("application/json", segments));
    return exchange(outgoing, provider, bell);
  }

  /// Parsing an address costs as much as reading a small request, so each is parsed once.
  private URI uri(String baseUrl, String path) {
    var address = join(baseUrl, path);
    var known = uris.get(address);
    if (known != null) return known;
    if (uris.size() >= MOST_ADDRESSES) uris.clear(); // of configurations long gone
    var made = URI.create(address);
    uris.put(address, made);
    return made;
  }

  /// A base URL may end with the version that the path begins with: it is not repeated.
  public static String join(String baseUrl, String path) {
    int second = path.indexOf('/', 1);
    boolean repeated =
        second > 2
            && path.charAt(1) == 'v'
            && Character.isDigit(path.charAt(2))
            && baseUrl.endsWith(path.substring(0, second));
    return repeated ? baseUrl + path.substring(second) : baseUrl + path;
  }

  /// A GET below the provider's base URL, `/models` say.
  public UpstreamReply get(Provider provider, String path, Headers more, Doorbell bell) {
    var shown = more.and(clouds.headers(provider));
    var outgoing =
        client()
            .newRequest(uri(provider.baseUrl(), path))
            .headers(
                headers -> {
                  headers.add(NO_COMPRESSION);
                  addHeaders(headers, provider, shown);
                });
    return exchange(outgoing, provider, bell);
  }

  private static UpstreamReply exchange(Request outgoing, Provider provider, Doorbell bell) {
    var reply = new HttpReply(provider.id(), outgoing, bell);
    outgoing.send(reply);
    return reply;
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

  /// Breaks what is in flight and ends the client.
  public void stop() throws Exception {
    client().stop();
  }
}

package io.llmcallgateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.Part;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/// Fetches images, documents and audio that a client gives by URL, for targets that do not fetch
/// URLs themselves. Fetches only from public addresses. They are checked where the connection is
/// made, so that no name can resolve to an internal address after the check. Thread-safe.
public final class MediaFetcher implements AutoCloseable {
  private static final int MOST_BYTES = 20 << 20;

  /// The size of the cache of content that its server allows to be cached.
  private static final long MOST_KEPT_BYTES =
      Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

  private static final long LONGEST_KEPT_SECONDS = 3_600;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long GRACE_NANOS = 1_000_000_000;

  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=(\\d{1,9})");

  private final boolean privateToo;
  private final OutboundOptions outside;
  private final Cache<String, Fetched> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT_BYTES)
          .weigher((String _, Fetched fetched) -> fetched.source().data().length())
          .expireAfter(Expiry.creating((String _, Fetched fetched) -> fetched.fresh()))
          .executor(Runnable::run)
          .build();
  private @Nullable HttpClient client;

  /// @param privateToo whether private addresses are allowed too, for tests
  public MediaFetcher(boolean privateToo) {
    this(privateToo, OutboundOptions.plain());
  }

  public MediaFetcher(boolean privateToo, OutboundOptions outside) {
    this.privateToo = privateToo;
    this.outside = outside;
  }

  /// Returns the part with its content fetched. Throws a `GatewayException` (INVALID_REQUEST) that
  /// names no more than the host, or the exception that `room` throws.
  ///
  /// @param deadline in terms of `System.nanoTime`
  /// @param room receives the number of bytes as they arrive, and throws if they are too many
  public Part.Media fetch(Part.Media part, long deadline, IntConsumer room)
      throws InterruptedException {
    if (!(part.source() instanceof Part.Source.Url(var url))) return part;
    var known = kept.getIfPresent(url);
    if (known != null && fits(known.type(), part.kind())) {
      room.accept(known.source().data().length() / 4 * 3);
      return part.with(known.source(), known.type());
    }
    var fetched = fetch(url, part.kind(), deadline, room);
    if (fetched.fresh().isPositive()) kept.put(url, fetched);
    return part.with(fetched.source(), fetched.type());
  }

  /// The content at a URL.
  ///
  /// @param fresh how long its server allows it to be cached
  private record Fetched(Part.Source.Base64 source, String type, Duration fresh) {}

  private Fetched fetch(String url, Part.Kind kind, long deadline, IntConsumer room)
      throws InterruptedException {
    var uri = uri(url);
    long left = Math.min(PATIENCE.toNanos(), deadline - System.nanoTime());
    if (left <= 0) throw refused(uri, "there is no time left");
    var done = new CompletableFuture<Fetched>();
    var listener =
        new BufferingResponseListener(MOST_BYTES) {
          @Override
          public void onContent(Response response, ByteBuffer content) {
            try {
              room.accept(content.remaining());
              super.onContent(response, content);
            } catch (RuntimeException e) {
              boolean _ = done.completeExceptionally(e);
              var _ = response.abort(e);
            }
          }

          @Override
          public void onComplete(Result result) {
            if (result.isFailed()) {
              done.completeExceptionally(result.getFailure());
              return;
            }
            int status = result.getResponse().getStatus();
            var type = getMediaType();
            if (status != 200) {
              done.completeExceptionally(refused(uri, "it answered with status " + status));
            } else if (type == null || !fits(type, kind)) {
              done.completeExceptionally(refused(uri, "it is of the type " + type));
            } else {
              var base64 = Base64.getEncoder().encodeToString(getContent());
              var fresh = keepable(result.getResponse().getHeaders());
              done.complete(new Fetched(new Part.Source.Base64(base64), type, fresh));
            }
          }
        };
    var request = client().newRequest(uri).timeout(left, TimeUnit.NANOSECONDS);
    try {
      boolean proxied = outside.proxies().of(null, uri) != null;
      if (proxied) requirePublic(uri);
      request
          .followRedirects(!proxied)
          .send(listener); // a proxied redirect's target would not be checked
      return done.get(left + GRACE_NANOS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      var _ = request.abort(e); // the client has disconnected, or another part failed
      throw e;
    } catch (ExecutionException e) {
      for (Throwable at = e.getCause(); at != null; at = at.getCause()) {
        if (at instanceof GatewayException known) throw known;
      }
      throw refused(uri, "it cannot be reached, is too slow or longer than 20 MB");
    } catch (TimeoutException e) {
      throw refused(uri, "it took longer than " + left / 1_000_000_000 + " s");
    }
  }

  /// Refuses names that this machine resolves to a private address. Behind a proxy, the proxy
  /// resolves and connects; a name that this machine cannot resolve is left to it.
  private void requirePublic(URI uri) {
    if (privateToo) return;
    try {
      for (var address : InetAddress.getAllByName(uri.getHost())) {
        if (!PublicAddress.isPublic(address)) throw refused(uri, "it is not on a public address");
      }
    } catch (UnknownHostException _) {
      // usual where only the proxy reaches the internet
    }
  }

  /// Returns how long a shared cache may keep a response by RFC 9111, simplified: only if it gives
  /// a time and no directive forbids it.
  private static Duration keepable(HttpFields headers) {
    var said = String.join(",", headers.getValuesList("cache-control")).toLowerCase(Locale.ROOT);
    boolean forbidden =
        said.contains("no-store")
            || said.contains("no-cache")
            || said.contains("private")
            || headers.contains("vary");
    var age = MAX_AGE.matcher(said);
    if (forbidden || !age.find()) return Duration.ZERO;
    long old = Math.max(0, headers.getLongField("age"));
    long seconds = Math.min(LONGEST_KEPT_SECONDS, Long.parseLong(age.group(1)) - old);
    return Duration.ofSeconds(Math.max(0, seconds));
  }

  private static boolean fits(String type, Part.Kind kind) {
    return switch (kind) {
      case IMAGE -> type.startsWith("image/");
      case AUDIO -> type.startsWith("audio/");
      case VIDEO -> type.startsWith("video/");
      case DOCUMENT -> type.equals("application/pdf") || type.startsWith("text/");
    };
  }

  private static URI uri(String url) {
    try {
      var uri = URI.create(url);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (web && uri.getHost() != null && uri.getUserInfo() == null) return uri;
    } catch (IllegalArgumentException _) {
      // reported below, like any other text that is no URL
    }
    throw new GatewayException(
        Failure.of(
            Failure.Kind.INVALID_REQUEST, "An address of media is no http or https address."));
  }

  private static GatewayException refused(URI uri, String why) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.INVALID_REQUEST,
            "The media at " + uri.getHost() + " cannot be fetched: " + why + "."));
  }

  private synchronized HttpClient client() {
    if (client != null) return client;
    var made = new OutboundClient(outside);
    var threads = new VirtualThreadPool();
    threads.setName("media");
    made.setExecutor(threads);
    made.setConnectTimeout(PATIENCE.toMillis());
    made.setHttpCookieStore(new HttpCookieStore.Empty()); // tenants must not share cookies
    made.setMaxRedirects(3); // each target is resolved and checked again
    made.setSocketAddressResolver(new PublicAddresses(privateToo));
    try {
      made.start();
    } catch (Exception e) {
      throw new IllegalStateException("the client for media could not start", e);
    }
    client = made;
    return made;
  }

  @Override
  public synchronized void close() {
    try {
      if (client != null) client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the client for media did not stop", e);
    }
  }

  /// Resolves names to public addresses only.
  private static final class PublicAddresses implements SocketAddressResolver {
    private final SocketAddressResolver inner = new SocketAddressResolver.Sync();
    private final boolean privateToo;

    PublicAddresses(boolean privateToo) {
      this.privateToo = privateToo;
    }

    @Override
    public void resolve(
        String host,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) {
      boolean proxy =
          context.get(Destination.CONTEXT_KEY) instanceof Destination to && to.getProxy() != null;
      inner.resolve(
          host,
          port,
          context,
          new Promise<>() {
            @Override
            public void succeeded(List<InetSocketAddress> found) {
              var open =
                  found.stream()
                      .filter(
                          each -> privateToo || proxy || PublicAddress.isPublic(each.getAddress()))
                      .toList();
              if (open.isEmpty()) {
                promise.failed(
                    new GatewayException(
                        Failure.of(
                            Failure.Kind.INVALID_REQUEST,
                            "The media at " + host + " is not on a public address.")));
              } else {
                promise.succeeded(open);
              }
            }

            @Override
            public void failed(Throwable cause) {
              promise.failed(cause);
            }
          });
    }
  }
}

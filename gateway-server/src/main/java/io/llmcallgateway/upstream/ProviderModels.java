package io.llmcallgateway.upstream;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelLists;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Lists the models of providers: from the catalogue if it has them, else from the provider's own
/// API, with a timeout of 2 s. A list is renewed after 5 minutes, or 30 s after a failure, by one
/// request while all others get the old one. Thread-safe.
public final class ProviderModels implements ModelLists {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderModels.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration FRESH_FAILURE = Duration.ofSeconds(30);
  private static final Duration UNUSED = Duration.ofHours(1);
  private static final int MOST_LISTS = 1_000;
  private static final int MOST_BYTES = 8 << 20;

  private final HttpUpstream http;
  private final ModelListings listings;
  private final InstantSource clock;
  private final AsyncCache<Provider, Kept> kept;

  /// A list and the time of its renewal.
  private static final class Kept {
    final List<String> models;
    final long staleAt;
    final AtomicBoolean renewing = new AtomicBoolean();

    /// @param staleAt epoch milliseconds
    Kept(List<String> models, long staleAt) {
      this.models = models;
      this.staleAt = staleAt;
    }
  }

  public ProviderModels(HttpUpstream http, ModelListings listings, InstantSource clock) {
    this.http = http;
    this.listings = listings;
    this.clock = clock;
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(MOST_LISTS)
            .expireAfterAccess(UNUSED)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(work -> Thread.ofVirtual().name("model-list").start(work))
            .buildAsync();
  }

  @Override
  public List<String> of(Provider provider) {
    if (!isAsked(provider)) return provider.models();
    try {
      var known = asked(provider).get();
      if (clock.millis() >= known.staleAt && known.renewing.compareAndSet(false, true)) {
        renew(provider, known);
      }
      return known.models;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // for the next blocking operation
    } catch (ExecutionException e) {
      LOG.error("the models of provider {} could not be listed", provider.id(), e.getCause());
    }
    return List.of();
  }

  @Override
  public void load(Collection<Provider> providers) {
    for (var provider : providers) {
      if (isAsked(provider)) {
        var _ = asked(provider);
      }
    }
  }

  private static boolean isAsked(Provider provider) {
    return provider.models().isEmpty() && !provider.quirks().contains(Quirk.NO_MODEL_LIST);
  }

  /// Returns the list, which the first caller requests.
  private CompletableFuture<Kept> asked(Provider provider) {
    return kept.get(provider, asked -> ask(asked, List.of()));
  }

  private void renew(Provider provider, Kept old) {
    Thread.ofVirtual()
        .name("model-list")
        .start(
            () -> kept.put(provider, CompletableFuture.completedFuture(ask(provider, old.models))));
  }

  /// Returns the models that the provider lists now, or the old list if it does not answer.
  private Kept ask(Provider provider, List<String> old) {
    try {
      return new Kept(fetch(provider), clock.millis() + FRESH.toMillis());
    } catch (GatewayException | JacksonException e) {
      LOG.warn("provider {} did not list its models: {}", provider.id(), e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the models of provider {} could not be listed", provider.id(), e);
    }
    return new Kept(old, clock.millis() + FRESH_FAILURE.toMillis());
  }

  /// Asks a provider for its models now. Throws a `GatewayException` if it does not list them.
  public List<String> ask(Provider provider) throws InterruptedException {
    if (provider.id().equals(Catalog.DEMO)) return provider.models(); // answers in this process
    if (listings.listing(provider) == null || provider.quirks().contains(Quirk.NO_MODEL_LIST)) {
      throw new GatewayException(
          Failure.of(Failure.Kind.UNSUPPORTED, "This provider has no list of its models."));
    }
    try {
      return fetch(provider);
    } catch (JacksonException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR, provider.id(), "The list of models is not readable."),
          e);
    }
  }

  private List<String> fetch(Provider provider) throws InterruptedException {
    var listing = listings.listing(provider);
    if (listing == null) return List.of();
    var signal = new WakeSignal();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var body = new ByteArrayOutputStream();
    try (var reply = http.get(provider, listing.path(), listing.headers(), signal)) {
      UpstreamReply.Head head;
      while ((head = reply.head()) == null) await(provider, signal, deadline);
      while (!reply.ended() && body.size() < MOST_BYTES) {
        var bytes = reply.read();
        if (bytes != null) {
          var copy = new byte[bytes.remaining()];
          bytes.get(copy);
          body.writeBytes(copy);
        } else if (!reply.ended()) {
          reply.demand();
          await(provider, signal, deadline);
        }
      }
      if (head.status() != 200) throw failed(provider, "status " + head.status());
    }
    return listing.read(body.toByteArray());
  }

  private static void await(Provider provider, WakeSignal signal, long deadline)
      throws InterruptedException {
    if (!signal.await(deadline - System.nanoTime())) throw failed(provider, "no answer within 2 s");
  }

  private static GatewayException failed(Provider provider, String why) {
    return new GatewayException(
        Failure.ofProvider(Failure.Kind.UPSTREAM_ERROR, provider.id(), why));
  }
}

package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.ModelLists;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Providers' models: the catalogue's where there is one, else the provider's own list, asked with
/// 2 s of patience and kept for 5 minutes (30 s after a failure).
public final class ProviderModels implements ModelLists {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderModels.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration KEPT_FAILURE = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 8 << 20;

  /// A list and when it must be asked for again, epoch milliseconds.
  private record Kept(List<String> models, long until) {}

  private final HttpUpstream http;
  private final ModelListings listings;
  private final InstantSource clock;
  private final ConcurrentHashMap<Provider, Kept> kept = new ConcurrentHashMap<>();

  public ProviderModels(HttpUpstream http, ModelListings listings, InstantSource clock) {
    this.http = http;
    this.listings = listings;
    this.clock = clock;
  }

  @Override
  public List<String> of(Provider provider) {
    if (!provider.models().isEmpty() || provider.quirks().contains(Quirk.NO_MODEL_LIST)) {
      return provider.models();
    }
    var known = kept.get(provider);
    if (known != null && known.until() > clock.millis()) return known.models();
    // Two callers may ask at once; the second answer replaces the first and is as good.
    var asked = ask(provider);
    kept.put(provider, asked);
    return asked.models();
  }

  /// Asks all of them at once where they must be asked, so that slow ones cost their patience once.
  public void warm(Collection<Provider> providers) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (var provider : providers) {
      if (provider.models().isEmpty()) threads.add(Thread.startVirtualThread(() -> of(provider)));
    }
    for (var thread : threads) thread.join();
  }

  private Kept ask(Provider provider) {
    try {
      var models = fetch(provider);
      return new Kept(models, clock.millis() + KEPT.toMillis());
    } catch (GatewayException | JacksonException e) {
      LOG.warn("provider {} did not list its models: {}", provider.id(), e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Kept(List.of(), clock.millis() + KEPT_FAILURE.toMillis());
  }

  private List<String> fetch(Provider provider) throws InterruptedException {
    var listing = listings.listing(provider);
    if (listing == null) return List.of();
    var bell = new WakeSignal();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var body = new ByteArrayOutputStream();
    try (var reply = http.get(provider, listing.path(), listing.headers(), bell)) {
      UpstreamReply.Head head;
      while ((head = reply.head()) == null) await(provider, bell, deadline);
      while (!reply.ended() && body.size() < MOST_BYTES) {
        var bytes = reply.read();
        if (bytes != null) {
          var copy = new byte[bytes.remaining()];
          bytes.get(copy);
          body.writeBytes(copy);
        } else if (!reply.ended()) {
          reply.demand();
          await(provider, bell, deadline);
        }
      }
      if (head.status() != 200) throw failed(provider, "status " + head.status());
    }
    return listing.read(body.toByteArray());
  }

  private static void await(Provider provider, WakeSignal bell, long deadline)
      throws InterruptedException {
    if (!bell.await(deadline - System.nanoTime())) throw failed(provider, "no answer within 2 s");
  }

  private static GatewayException failed(Provider provider, String why) {
    return new GatewayException(
        Failure.ofProvider(Failure.Kind.UPSTREAM_ERROR, provider.id(), why));
  }
}

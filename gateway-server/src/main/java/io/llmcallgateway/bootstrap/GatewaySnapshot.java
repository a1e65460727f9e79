package io.llmcallgateway.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.api.admin.settings.ConfigurationInForce;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.price.PriceVersion;
import io.llmcallgateway.config.LoadedConfiguration;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.http.AccessPolicy;
import io.llmcallgateway.identity.Authenticator;
import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.journal.Redaction;
import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.relay.call.CallSnapshot;
import io.llmcallgateway.route.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A state of the configuration: settings, providers and models with their rules, prices and
/// policies. A changed configuration makes a new snapshot; a call keeps its snapshot to the end.
/// Immutable.
final class GatewaySnapshot implements CallSnapshot {
  /// Supplies the snapshot in force.
  @FunctionalInterface
  interface Source {
    GatewaySnapshot current();
  }

  private final LoadedConfiguration loaded;
  private final Settings settings;
  private final PriceVersion prices;
  private final List<Problem> rejected;
  private final @Nullable Instant since;
  private final Catalog catalog;
  private final AccessPolicy access;
  private final Pricing pricing;
  private volatile @Nullable String digest;

  private GatewaySnapshot(
      LoadedConfiguration loaded,
      Catalog catalog,
      AccessPolicy access,
      PriceVersion prices,
      List<Problem> rejected,
      @Nullable Instant since) {
    this.loaded = loaded;
    this.settings = loaded.settings();
    this.prices = prices;
    this.rejected = List.copyOf(rejected);
    this.since = since;
    this.catalog = catalog;
    this.access = access;
    this.pricing = new CatalogPricing(catalog, prices);
  }

  /// @param since the time of the change that made it; null for that of the start
  static GatewaySnapshot of(
      LoadedConfiguration loaded, Catalog catalog, PriceVersion prices, @Nullable Instant since) {
    var settings = loaded.settings();
    var access =
        new AccessPolicy(
            new Authenticator(settings.access().clientKey()),
            settings.access().allowAnonymous(),
            settings.access().metricsPublic(),
            settings.network().trustedProxies());
    return new GatewaySnapshot(loaded, catalog, access, prices, List.of(), since);
  }

  /// Returns the same configuration with other prices.
  GatewaySnapshot with(PriceVersion prices) {
    return new GatewaySnapshot(loaded, catalog, access, prices, rejected, since);
  }

  /// Returns the same configuration after a change with these problems was not taken over.
  GatewaySnapshot rejecting(List<Problem> problems) {
    return new GatewaySnapshot(loaded, catalog, access, prices, problems, since);
  }

  /// Returns what the pages about the configuration show.
  ConfigurationInForce shown(Redaction redaction) {
    return new ConfigurationInForce(
        digest(), settings, loaded.origins(), rejected, since, catalog, prices.book(), redaction);
  }

  Settings settings() {
    return settings;
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  AccessPolicy access() {
    return access;
  }

  @Override
  public Pricing pricing() {
    return pricing;
  }

  @Override
  public int payloadLimit() {
    return HeapLimits.payload(settings);
  }

  @Override
  public Duration requestTimeout() {
    return settings.limits().requestTimeout();
  }

  @Override
  public @Nullable Duration firstTokenTimeout(String routedAs, Target target) {
    return settings.limits().firstToken().of(routedAs, target.provider().id(), target.model());
  }

  @Override
  public boolean costInStreams() {
    return settings.costs().inStreams();
  }

  /// Returns the stricter of the policies of the model and of the key.
  @Override
  public PayloadPolicy payloadPolicy(String model, String key) {
    var byModel = payloadPolicy(model);
    var byKey = settings.journal().keys().get(key);
    return byKey == null || byKey.compareTo(byModel) < 0 ? byModel : byKey;
  }

  private PayloadPolicy payloadPolicy(String model) {
    var group = catalog.group(model);
    if (group == null) {
      var match = catalog.wildcard(model);
      if (match != null) group = match.group();
    }
    var given = group == null ? null : settings.upstreams().groups().get(group.name());
    var own = given == null ? null : given.payloads();
    return own == null ? settings.journal().payloads() : own;
  }

  /// True if the bodies of calls to a model are kept.
  boolean keepsBodies(String model) {
    return payloadPolicy(model) == PayloadPolicy.FULL && settings.journal().payloadLimit() > 0;
  }

  /// Returns a hash of the settings, computed on the first call since it takes some time. It covers
  /// no secrets, since these have no text.
  @Override
  public String digest() {
    var known = digest;
    if (known != null) return known;
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(settings.toString().getBytes(UTF_8));
      known = HexFormat.of().formatHex(hash, 0, 6);
      digest = known;
      return known;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }
}

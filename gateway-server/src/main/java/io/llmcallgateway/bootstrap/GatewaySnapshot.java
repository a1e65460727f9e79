package io.llmcallgateway.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.http.AccessPolicy;
import io.llmcallgateway.identity.Authenticator;
import io.llmcallgateway.journal.PayloadPolicy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Meaning of the configuration of the moment; swapped whole. Thread-safe.
final class GatewaySnapshot {
  private final Settings settings;
  private final Catalog catalog;
  private final AccessPolicy access;
  private volatile @Nullable String digest;

  private GatewaySnapshot(Settings settings, Catalog catalog, AccessPolicy access) {
    this.settings = settings;
    this.catalog = catalog;
    this.access = access;
  }

  static GatewaySnapshot of(Settings settings, Catalog catalog) {
    var access =
        new AccessPolicy(
            new Authenticator(settings.clientKey()),
            settings.allowAnonymous(),
            settings.metricsPublic(),
            settings.network().trustedProxies());
    return new GatewaySnapshot(settings, catalog, access);
  }

  Settings settings() {
    return settings;
  }

  Catalog catalog() {
    return catalog;
  }

  AccessPolicy access() {
    return access;
  }

  /// How much is kept of calls to a model, by the name that clients use, with a client key: as
  /// little as either says.
  PayloadPolicy keeping(String model, String key) {
    var byModel = keeping(model);
    var given = settings.journal().keys().get(key);
    var byKey = given == null ? null : PayloadPolicy.of(given);
    return byKey == null || byKey.compareTo(byModel) < 0 ? byModel : byKey;
  }

  private PayloadPolicy keeping(String model) {
    var group = catalog.group(model);
    if (group == null) {
      var match = catalog.wildcard(model);
      if (match != null) group = match.group();
    }
    var given = group == null ? null : settings.models().get(group.name());
    var own = given == null ? null : given.journal();
    var keeping = PayloadPolicy.of(own == null ? settings.journal().payloads() : own);
    return keeping == null ? PayloadPolicy.FULL : keeping;
  }

  /// Whether the bodies of calls to a model are kept.
  boolean keepsBodies(String model) {
    return keeping(model) == PayloadPolicy.FULL && settings.journal().payloadLimit() > 0;
  }

  /// Tells configurations apart, in the records of calls. Worked out when it is first asked for,
  /// since it takes some time. Secrets have no text, so none is in it.
  String digest() {
    var known = digest;
    if (known != null) return known;
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(settings.toString().getBytes(UTF_8));
      known = HexFormat.of().formatHex(hash, 0, 6);
      digest = known;
      return known;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }
}

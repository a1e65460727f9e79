package io.llmcallgateway.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.http.Access;
import io.llmcallgateway.identity.Authenticator;
import io.llmcallgateway.journal.Keeping;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the configuration of the moment means; swapped whole.
///
/// @param digest tells configurations apart, in the records of calls
record Live(Settings settings, Catalog catalog, Access access, String digest) {
  static Live of(Settings settings, Catalog catalog) {
    var access =
        new Access(
            new Authenticator(settings.clientKey()),
            settings.allowAnonymous(),
            settings.metricsPublic());
    return new Live(settings, catalog, access, digest(settings));
  }

  /// How much is kept of calls to a model, by the name that clients use.
  Keeping keeping(String model) {
    var group = catalog.group(model);
    if (group == null) {
      var match = catalog.wildcard(model);
      if (match != null) group = match.group();
    }
    var given = group == null ? null : settings.models().get(group.name());
    var own = given == null ? null : given.journal();
    var keeping = Keeping.of(own == null ? settings.journal().payloads() : own);
    return keeping == null ? Keeping.FULL : keeping;
  }

  /// Secrets have no text, so none is in it.
  private static String digest(Settings settings) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(settings.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }
}

package io.llmcallgateway.app;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.http.Access;
import io.llmcallgateway.identity.Authenticator;

/// What the configuration of the moment means; swapped whole.
record Live(Settings settings, Catalog catalog, Access access) {
  static Live of(Settings settings, Catalog catalog) {
    var access =
        new Access(
            new Authenticator(settings.clientKey()),
            settings.allowAnonymous(),
            settings.metricsPublic());
    return new Live(settings, catalog, access);
  }
}

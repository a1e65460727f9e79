package io.llmcallgateway.app;

import io.llmcallgateway.model.Secret;
import java.util.ArrayList;
import java.util.List;

/// All secrets of a configuration, for what must never show them.
final class Secrets {
  private Secrets() {}

  static List<Secret> of(Live live) {
    var secrets = new ArrayList<Secret>();
    var clientKey = live.settings().clientKey();
    if (clientKey != null) secrets.add(clientKey);
    secrets.addAll(live.settings().otel().headers().values());
    secrets.addAll(live.settings().alerts().secrets());
    var catalog = live.catalog();
    for (var provider : catalog.providers().values()) {
      if (provider.key() != null) secrets.add(provider.key());
    }
    var upstream = catalog.defaultUpstream();
    if (upstream != null && upstream.key() != null) secrets.add(upstream.key());
    return secrets;
  }
}

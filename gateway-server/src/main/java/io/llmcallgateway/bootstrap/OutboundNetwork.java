package io.llmcallgateway.bootstrap;

import io.llmcallgateway.config.CertificateAuthorities;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.config.SettingsSource;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.upstream.OutboundOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Makes the options of outgoing connections from settings. Proxies follow the configuration in
/// force; certificate authorities are read once, at the start.
public final class OutboundNetwork {
  private OutboundNetwork() {}

  /// Returns the options of all outgoing connections.
  public static OutboundOptions outside(SettingsSource settings, KnownSecrets secrets)
      throws IOException {
    var authorities = authorities(settings.current());
    return new OutboundOptions(
        (provider, target) -> settings.current().network().proxies().of(provider, target),
        authorities == null ? null : authorities.context(),
        secrets);
  }

  static @Nullable CertificateAuthorities authorities(Settings settings) throws IOException {
    var file = settings.network().authorities();
    return file == null ? null : CertificateAuthorities.of(file);
  }
}

package io.llmcallgateway.bootstrap;

import io.llmcallgateway.config.Proxies;
import io.llmcallgateway.model.ProxyAddress;
import io.llmcallgateway.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// All secrets of a configuration, for what must never show them.
final class ConfiguredSecrets {
  /// The clouds' own, which no provider holds.
  private static final List<String> VARIABLES =
      List.of(
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_BEARER_TOKEN_BEDROCK",
          "AZURE_AD_TOKEN",
          "AZURE_CLIENT_SECRET");

  /// Headers that say what a client is, not who: their values are ordinary words.
  private static final Set<String> PLAIN =
      Set.of(
          "accept",
          "accept-language",
          "anthropic-beta",
          "anthropic-version",
          "content-type",
          "http-referer",
          "openai-beta",
          "openai-organization",
          "openai-project",
          "referer",
          "user-agent",
          "x-title");

  private static final int SHORTEST_HEADER = 6;

  private ConfiguredSecrets() {}

  static List<Secret> of(GatewaySnapshot live) {
    var secrets = new ArrayList<Secret>();
    var settings = live.settings();
    var clientKey = settings.clientKey();
    if (clientKey != null) secrets.add(clientKey);
    secrets.addAll(settings.otel().headers().values());
    secrets.addAll(settings.alerts().secrets());
    var catalog = live.catalog();
    for (var provider : catalog.providers().values()) {
      if (provider.key() != null) secrets.add(provider.key());
    }
    var upstream = catalog.defaultUpstream();
    if (upstream != null && upstream.key() != null) secrets.add(upstream.key());
    for (var provider : settings.providers().values()) {
      if (provider.apiKey() != null) secrets.add(provider.apiKey());
      provider.headers().forEach((name, value) -> addHeader(name, value, secrets));
    }
    addProxies(settings.network().proxies(), secrets);
    for (var name : VARIABLES) {
      var value = settings.variables().get(name);
      if (value != null) secrets.add(new Secret(value));
    }
    return secrets;
  }

  private static void addProxies(Proxies proxies, List<Secret> secrets) {
    var all = new ArrayList<ProxyAddress>();
    if (proxies.http() != null) all.add(proxies.http());
    if (proxies.https() != null) all.add(proxies.https());
    proxies.providers().values().forEach(own -> own.ifPresent(all::add));
    for (var proxy : all) {
      var credentials = proxy.credentials();
      if (credentials == null) continue;
      var both = credentials.reveal();
      secrets.add(new Secret(both.substring(both.indexOf(':') + 1)));
    }
  }

  /// `Bearer x` is x, too.
  private static void addHeader(String name, String value, List<Secret> secrets) {
    if (PLAIN.contains(name.toLowerCase(Locale.ROOT)) || value.length() < SHORTEST_HEADER) return;
    if (value.matches("https?://[^@\\s]*")) return;
    secrets.add(new Secret(value));
    int blank = value.indexOf(' ');
    if (blank > 0 && value.length() - blank > SHORTEST_HEADER) {
      secrets.add(new Secret(value.substring(blank + 1).strip()));
    }
  }
}

package io.llmcallgateway.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.config.Proxies;
import io.llmcallgateway.config.QuerySecrets;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.model.ProxyAddress;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Collects all secrets of a configuration, so that they can be masked in logs, records and
/// answers.
final class ConfiguredSecrets {
  /// Variables of the cloud vendors, which no provider of the catalogue has.
  private static final List<String> VARIABLES =
      List.of(
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_BEARER_TOKEN_BEDROCK",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AZURE_AD_TOKEN",
          "AZURE_CLIENT_SECRET");

  private static final String GOOGLE_FILE = "GOOGLE_APPLICATION_CREDENTIALS";

  /// Members of Google's credential files that are secret.
  private static final List<String> GOOGLE_SECRETS =
      List.of("private_key", "client_secret", "refresh_token");

  /// The most bytes that are read of a credential file; none is so large.
  private static final long MOST_GOOGLE_BYTES = 64 << 10;

  /// Headers whose values are ordinary words and no secrets.
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

  private final List<Secret> secrets = new ArrayList<>();

  private ConfiguredSecrets() {}

  static List<Secret> of(Settings settings, Catalog catalog) {
    var found = new ConfiguredSecrets();
    found.add(settings.access().clientKey());
    settings.otel().headers().forEach((name, value) -> found.addHeader(name, value.reveal()));
    found.secrets.addAll(settings.alerts().secrets());
    for (var provider : catalog.providers().values()) found.add(provider);
    var upstream = catalog.defaultUpstream();
    if (upstream != null) found.add(upstream);
    for (var provider : settings.upstreams().providers().values()) {
      if (provider.key() != null) found.add(provider.key().secret());
    }
    found.add(settings.network().proxies());
    for (var name : VARIABLES) found.add(settings.variables().get(name));
    found.addGoogle(settings.variables().get(GOOGLE_FILE));
    return List.copyOf(found.secrets);
  }

  private void add(@Nullable Secret secret) {
    if (secret != null) secrets.add(secret);
  }

  private void add(@Nullable String secret) {
    if (secret != null) secrets.add(new Secret(secret));
  }

  private void add(Provider provider) {
    add(provider.key());
    add(provider.headers(), provider.paths());
    for (var endpoint : provider.endpoints()) add(endpoint.headers(), endpoint.paths());
  }

  private void add(Map<String, String> headers, Map<String, String> paths) {
    headers.forEach(this::addHeader);
    for (var path : paths.values()) QuerySecrets.of(path).forEach(this::add);
  }

  private void add(Proxies proxies) {
    var all = new ArrayList<ProxyAddress>();
    if (proxies.http() != null) all.add(proxies.http());
    if (proxies.https() != null) all.add(proxies.https());
    proxies.providers().values().forEach(own -> own.ifPresent(all::add));
    for (var proxy : all) {
      var credentials = proxy.credentials();
      if (credentials == null) continue;
      var both = credentials.reveal();
      add(both.substring(both.indexOf(':') + 1));
      add(Base64.getEncoder().encodeToString(both.getBytes(UTF_8))); // as in the header
    }
  }

  /// Adds a header's value; of `Bearer x` also `x`.
  private void addHeader(String name, String value) {
    if (PLAIN.contains(name.toLowerCase(Locale.ROOT)) || value.length() < SHORTEST_HEADER) return;
    if (value.matches("https?://[^@\\s]*")) return;
    add(value);
    int blank = value.indexOf(' ');
    if (blank > 0 && value.length() - blank > SHORTEST_HEADER) {
      add(value.substring(blank + 1).strip());
    }
  }

  /// Adds the secrets of a credential file. A file that cannot be read is ignored here; the first
  /// call that needs it reports it.
  private void addGoogle(@Nullable String name) {
    if (name == null) return;
    try {
      var file = Path.of(name);
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_GOOGLE_BYTES) return;
      var root = Json.MAPPER.readTree(Files.readAllBytes(file));
      for (var member : GOOGLE_SECRETS) {
        var value = root.path(member).asString("");
        if (value.isBlank()) continue;
        add(value);
        // A key has several lines; a text may contain only one of them.
        if (value.contains("\n"))
          value.lines().filter(line -> !line.startsWith("-")).forEach(this::add);
      }
    } catch (IOException | JacksonException | InvalidPathException _) {
      // a file that cannot be read cannot be shown in a text either
    }
  }
}

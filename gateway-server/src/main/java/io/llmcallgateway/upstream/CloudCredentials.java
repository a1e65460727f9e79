package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The clouds' own credentials, for providers without a key, as the clouds' usual variables name
/// them: Google's key file, Azure's token or application. What they give is kept for as long as the
/// variables stay as they are. Thread-safe.
final class CloudCredentials {
  private static final String ENTRA = "https://login.microsoftonline.com";

  private final Function<String, @Nullable String> variables;
  private final Supplier<OutboundClient> http;
  private final InstantSource clock;
  private final ConcurrentHashMap<Object, TokenSource> known = new ConcurrentHashMap<>();

  CloudCredentials(
      Function<String, @Nullable String> variables,
      Supplier<OutboundClient> http,
      InstantSource clock) {
    this.variables = variables;
    this.http = http;
    this.clock = clock;
  }

  /// The headers that show who asks; none where the provider's key does, or a signature.
  Headers headers(Provider provider) {
    if (provider.key() != null) return Headers.NONE;
    return switch (provider.auth()) {
      case GOOGLE -> google(provider.id()).headers(provider.id());
      case AZURE -> azure(provider.id());
      case AWS, BEARER, API_KEY, X_API_KEY, X_GOOG_API_KEY, API_SUBSCRIPTION_KEY -> Headers.NONE;
    };
  }

  /// Each provider asks by its own proxy.
  private TokenSource google(String provider) {
    var file = variables.apply("GOOGLE_APPLICATION_CREDENTIALS");
    return known.computeIfAbsent(List.of(provider, file + ""), _ -> new GoogleTokens(file, http));
  }

  private Headers azure(String provider) {
    var token = variables.apply("AZURE_AD_TOKEN");
    if (token != null) return Headers.of("Authorization", "Bearer " + token);
    var tenant = variables.apply("AZURE_TENANT_ID");
    var client = variables.apply("AZURE_CLIENT_ID");
    var secret = variables.apply("AZURE_CLIENT_SECRET");
    if (tenant == null || client == null || secret == null) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_AUTH,
              provider,
              "There is no key: set AZURE_API_KEY, AZURE_AD_TOKEN, or AZURE_TENANT_ID,"
                  + " AZURE_CLIENT_ID and AZURE_CLIENT_SECRET."));
    }
    var authority = variables.apply("AZURE_AUTHORITY_HOST");
    var application =
        new EntraTokens.Application(
            authority == null ? ENTRA : authority, tenant, client, new Secret(secret));
    return known
        .computeIfAbsent(application, _ -> new EntraTokens(application, http, clock))
        .headers(provider);
  }
}

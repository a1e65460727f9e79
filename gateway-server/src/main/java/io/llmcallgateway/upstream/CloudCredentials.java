package io.llmcallgateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.VariableLookup;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Secret;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Finds the credentials of Google Cloud, Azure and AWS for providers without a key, by the usual
/// environment variables: Google's key file, Azure's token or application, AWS's keys. Tokens are
/// cached until the variables change. Thread-safe.
final class CloudCredentials {
  private static final String ENTRA = "https://login.microsoftonline.com";
  private static final CompletableFuture<Authorization> NONE =
      CompletableFuture.completedFuture(Authorization.NONE);

  /// Entries of former configurations are evicted beyond this number.
  private static final int MOST_KEPT = 1_000;

  private final VariableLookup variables;
  private final OutboundClient.Source http;
  private final InstantSource clock;
  private final Cache<Key, TokenCache> known =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

  /// The cache key of credentials. It has the provider, since each may have a proxy of its own.
  private sealed interface Key {
    record Google(String provider, @Nullable String file) implements Key {}

    record Azure(String provider, EntraTokens.Application application) implements Key {}

    record AwsChain(String provider, @Nullable String region) implements Key {}

    /// Keys from variables, also those in `.env`, which AWS's own chain does not read.
    record AwsKeys(
        String provider,
        @Nullable String region,
        String id,
        Secret secret,
        @Nullable String session)
        implements Key {}
  }

  CloudCredentials(VariableLookup variables, OutboundClient.Source http, InstantSource clock) {
    this.variables = variables;
    this.http = http;
    this.clock = clock;
  }

  /// Returns the authorization for a provider's requests, complete once it has been fetched. It has
  /// no headers if the provider has a key.
  CompletableFuture<Authorization> of(Provider provider) {
    if (provider.key() != null) return NONE;
    return switch (provider.auth()) {
      case GOOGLE ->
          token(new Key.Google(provider.id(), variables.get("GOOGLE_APPLICATION_CREDENTIALS")));
      case AZURE -> azure(provider.id());
      case AWS -> token(aws(provider.id()));
      case BEARER, API_KEY, X_API_KEY, X_GOOG_API_KEY, API_SUBSCRIPTION_KEY -> NONE;
    };
  }

  private CompletableFuture<Authorization> token(Key key) {
    return known.get(key, this::cache).get();
  }

  private TokenCache cache(Key key) {
    return switch (key) {
      case Key.Google(var provider, var file) ->
          new TokenCache("Google", new GoogleTokens(provider, file, http, clock), clock);
      case Key.Azure(var provider, var application) ->
          new TokenCache("Microsoft Entra", new EntraTokens(provider, application, http), clock);
      case Key.AwsChain(var provider, var region) ->
          aws(provider, AwsSigner.ofDefaultChain(), region);
      case Key.AwsKeys(var provider, var region, var id, var secret, var session) ->
          aws(provider, AwsSigner.of(id, secret.reveal(), session), region);
    };
  }

  private TokenCache aws(String provider, AwsSigner signer, @Nullable String region) {
    return new TokenCache("AWS", new AwsRequestSigner(provider, signer, region, clock), clock);
  }

  private Key aws(String provider) {
    var region = variables.get("AWS_REGION");
    var id = variables.get("AWS_ACCESS_KEY_ID");
    var secret = variables.get("AWS_SECRET_ACCESS_KEY");
    return id == null || secret == null
        ? new Key.AwsChain(provider, region)
        : new Key.AwsKeys(
            provider, region, id, new Secret(secret), variables.get("AWS_SESSION_TOKEN"));
  }

  private CompletableFuture<Authorization> azure(String provider) {
    var token = variables.get("AZURE_AD_TOKEN");
    if (token != null) return CompletableFuture.completedFuture(Authorization.bearer(token));
    var tenant = variables.get("AZURE_TENANT_ID");
    var client = variables.get("AZURE_CLIENT_ID");
    var secret = variables.get("AZURE_CLIENT_SECRET");
    if (tenant == null || client == null || secret == null) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_AUTH,
              provider,
              "There is no key: set AZURE_API_KEY, AZURE_AD_TOKEN, or AZURE_TENANT_ID,"
                  + " AZURE_CLIENT_ID and AZURE_CLIENT_SECRET."));
    }
    var authority = variables.get("AZURE_AUTHORITY_HOST");
    var application =
        new EntraTokens.Application(
            authority == null ? ENTRA : authority, tenant, client, new Secret(secret));
    return token(new Key.Azure(provider, application));
  }
}

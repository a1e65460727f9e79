package io.llmcallgateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Secret;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The clouds' own credentials, for providers without a key, as the clouds' usual variables name
/// them: Google's key file, Azure's token or application, AWS's keys. What they give is kept for as
/// long as the variables stay as they are. Thread-safe.
final class CloudCredentials {
  private static final String ENTRA = "https://login.microsoftonline.com";
  private static final CompletableFuture<Authorization> NONE =
      CompletableFuture.completedFuture(Authorization.NONE);

  /// Those of configurations long gone leave.
  private static final int MOST_KEPT = 1_000;

  private final Function<String, @Nullable String> variables;
  private final Supplier<OutboundClient> http;
  private final InstantSource clock;
  private final Cache<Key, TokenCache> known =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

  /// The names of credentials. Each provider asks for its own, by its own proxy.
  private sealed interface Key {
    record Google(String provider, @Nullable String file) implements Key {}

    record Azure(String provider, EntraTokens.Application application) implements Key {}

    record AwsChain(String provider, @Nullable String region) implements Key {}

    /// Keys as variables have them (.env among them, which AWS's own chain does not read).
    record AwsKeys(
        String provider,
        @Nullable String region,
        String id,
        Secret secret,
        @Nullable String session)
        implements Key {}
  }

  CloudCredentials(
      Function<String, @Nullable String> variables,
      Supplier<OutboundClient> http,
      InstantSource clock) {
    this.variables = variables;
    this.http = http;
    this.clock = clock;
  }

  /// Returns what shows who asks: at once, or when it has been fetched. Nothing is shown where the
  /// provider's key is enough.
  CompletableFuture<Authorization> of(Provider provider) {
    if (provider.key() != null) return NONE;
    return switch (provider.auth()) {
      case GOOGLE ->
          token(new Key.Google(provider.id(), variables.apply("GOOGLE_APPLICATION_CREDENTIALS")));
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
    var region = variables.apply("AWS_REGION");
    var id = variables.apply("AWS_ACCESS_KEY_ID");
    var secret = variables.apply("AWS_SECRET_ACCESS_KEY");
    return id == null || secret == null
        ? new Key.AwsChain(provider, region)
        : new Key.AwsKeys(
            provider, region, id, new Secret(secret), variables.apply("AWS_SESSION_TOKEN"));
  }

  private CompletableFuture<Authorization> azure(String provider) {
    var token = variables.apply("AZURE_AD_TOKEN");
    if (token != null) return CompletableFuture.completedFuture(Authorization.bearer(token));
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
    return token(new Key.Azure(provider, application));
  }
}

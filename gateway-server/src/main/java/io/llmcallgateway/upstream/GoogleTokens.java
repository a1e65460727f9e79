package io.llmcallgateway.upstream;

import com.google.auth.oauth2.GoogleCredentials;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Fetches access tokens from Google, with a key file or the machine's application default
/// credentials. Google's library uses the gateway's own HTTP client; its classes are loaded by the
/// first call that needs them.
final class GoogleTokens implements TokenCache.Source {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  /// The assumed life of a token without an expiry.
  private static final Duration USUAL_LIFE = Duration.ofMinutes(10);

  private final String provider;
  private final @Nullable String file;
  private final OutboundClient.Source http;
  private final InstantSource clock;
  private @Nullable GoogleCredentials credentials;

  /// @param provider the provider that the tokens are for, which may have a proxy of its own
  /// @param file the path of a service account's key or of a federation's settings; null for the
  ///   machine's own credentials
  GoogleTokens(
      String provider, @Nullable String file, OutboundClient.Source http, InstantSource clock) {
    this.provider = provider;
    this.file = file;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public TokenCache.Token fetch() {
    try {
      var current = credentials();
      current.refresh();
      var headers = Headers.NONE;
      for (var header : current.getRequestMetadata().entrySet()) {
        for (var value : header.getValue()) headers = headers.with(header.getKey(), value);
      }
      return new TokenCache.Token(Authorization.of(headers), life(current));
    } catch (IOException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_AUTH,
              provider,
              "Google gave no access token; see GOOGLE_APPLICATION_CREDENTIALS."),
          e);
    }
  }

  private Duration life(GoogleCredentials current) {
    var token = current.getAccessToken();
    var end = token == null ? null : token.getExpirationTime();
    return end == null ? USUAL_LIFE : Duration.between(clock.instant(), end.toInstant());
  }

  private GoogleCredentials credentials() throws IOException {
    var current = credentials;
    if (current != null) return current;
    current = read().createScoped(SCOPE);
    credentials = current;
    return current;
  }

  private GoogleCredentials read() throws IOException {
    var transport = new GoogleTransport(http, provider);
    if (file == null) return GoogleCredentials.getApplicationDefault(() -> transport);
    try (var in = Files.newInputStream(Path.of(file))) {
      return GoogleCredentials.fromStream(in, () -> transport);
    }
  }
}

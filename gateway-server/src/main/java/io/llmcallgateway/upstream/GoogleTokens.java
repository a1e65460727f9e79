package io.llmcallgateway.upstream;

import com.google.auth.oauth2.GoogleCredentials;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Access tokens of Google's: of a key file, or of what the machine itself is (application default
/// credentials). Google's library keeps a token and renews it before it runs out; it asks by the
/// gateway's own client. Its classes are loaded by the first call that needs them.
final class GoogleTokens implements TokenSource {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private final @Nullable String file;
  private final Supplier<OutboundClient> http;
  private volatile @Nullable GoogleCredentials credentials;

  /// @param file a service account's key or a federation's settings; null for the machine's own
  GoogleTokens(@Nullable String file, Supplier<OutboundClient> http) {
    this.file = file;
    this.http = http;
  }

  @Override
  public Headers headers(String provider) {
    try {
      var current = credentials;
      var metadata = (current == null ? load(provider) : current).getRequestMetadata();
      var headers = Headers.NONE;
      for (var header : metadata.entrySet()) {
        for (var value : header.getValue()) headers = headers.with(header.getKey(), value);
      }
      return headers;
    } catch (IOException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_AUTH,
              provider,
              "Google gave no access token; see GOOGLE_APPLICATION_CREDENTIALS."),
          e);
    }
  }

  private synchronized GoogleCredentials load(String provider) throws IOException {
    var current = credentials;
    if (current != null) return current;
    current = read(provider).createScoped(SCOPE);
    credentials = current;
    return current;
  }

  private GoogleCredentials read(String provider) throws IOException {
    var transport = new GoogleTransport(http, provider);
    if (file == null) return GoogleCredentials.getApplicationDefault(() -> transport);
    try (var in = Files.newInputStream(Path.of(file))) {
      return GoogleCredentials.fromStream(in, () -> transport);
    }
  }
}

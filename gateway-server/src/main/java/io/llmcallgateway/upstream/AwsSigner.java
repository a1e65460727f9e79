package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Headers.Header;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signs requests to AWS with Signature Version 4. AWS's classes are loaded by the first signature,
/// so a gateway without such a provider never loads them. Thread-safe.
public final class AwsSigner {
  private final @Nullable Keys keys;
  private volatile @Nullable AwsSdkSigner signing;

  /// Keys that were configured rather than found.
  private record Keys(String id, String secret, @Nullable String session) {
    @Override
    public String toString() {
      return "Keys[hidden]";
    }
  }

  private AwsSigner(@Nullable Keys keys) {
    this.keys = keys;
  }

  /// Returns a signer with the credentials that AWS's default chain finds: system properties,
  /// environment, shared files, a container's or an instance's role. They are refreshed before they
  /// expire.
  public static AwsSigner ofDefaultChain() {
    return new AwsSigner(null);
  }

  /// Returns a signer with configured keys.
  ///
  /// @param sessionToken the token of temporary credentials; null for permanent keys
  public static AwsSigner of(String accessKeyId, String secretKey, @Nullable String sessionToken) {
    return new AwsSigner(new Keys(accessKeyId, secretKey, sessionToken));
  }

  /// Returns the headers to add to a request: authorization, date, the body's hash and the session
  /// token if there is one. Blocks while a role's credentials are fetched.
  ///
  /// @param uri exactly as it is sent, percent-encoding and all
  /// @param headers the sent headers to sign, such as `content-type`; `host` is always signed
  /// @param service AWS's name of the service, such as `bedrock`
  /// @throws NoCredentialsException if the chain finds none
  public List<Header> sign(
      String method, URI uri, List<Header> headers, byte[] body, String region, String service) {
    var current = signing;
    return (current == null ? load() : current).sign(method, uri, headers, body, region, service);
  }

  /// Returns a signer with resolved keys, which does not block, and the expiry of the keys. Blocks
  /// while a role's credentials are fetched.
  ///
  /// @throws NoCredentialsException if the chain finds none
  Resolved resolve() {
    var current = signing;
    return (current == null ? load() : current).resolve();
  }

  /// A signer with resolved keys.
  ///
  /// @param end the expiry of the keys; null if unknown
  record Resolved(AwsSdkSigner signer, @Nullable Instant end) {}

  private synchronized AwsSdkSigner load() {
    var current = signing;
    if (current != null) return current;
    current =
        keys == null
            ? AwsSdkSigner.ofDefaultChain()
            : AwsSdkSigner.of(keys.id(), keys.secret(), keys.session());
    signing = current;
    return current;
  }

  /// Thrown if there are no credentials to sign with.
  public static final class NoCredentialsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoCredentialsException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Headers.Header;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signs requests to AWS (Signature Version 4). AWS's classes are loaded by the first signature, so
/// that a gateway without such a provider never does. Thread-safe.
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

  /// By the credentials that AWS's default chain finds: system properties, environment, shared
  /// files, a container's or an instance's role. They are refreshed before they expire.
  public static AwsSigner ofDefaultChain() {
    return new AwsSigner(null);
  }

  /// By keys that were configured.
  ///
  /// @param sessionToken of temporary credentials, else null
  public static AwsSigner of(String accessKeyId, String secretKey, @Nullable String sessionToken) {
    return new AwsSigner(new Keys(accessKeyId, secretKey, sessionToken));
  }

  /// The headers to add to a request: authorization, date, the body's hash, and the session's token
  /// where there is one. It may wait for the network where a role's credentials must be fetched.
  ///
  /// @param uri exactly as it is sent, percent-encoding and all
  /// @param headers that are sent as they are and shall be signed (`content-type`); `host` is
  ///   always
  /// @param service `bedrock`, say
  /// @throws NoCredentialsException where the chain finds none
  public List<Header> sign(
      String method, URI uri, List<Header> headers, byte[] body, String region, String service) {
    var current = signing;
    return (current == null ? load() : current).sign(method, uri, headers, body, region, service);
  }

  /// Returns a signer that has its keys and waits for nothing, and when those run out. It may wait
  /// for the network, as `sign` may.
  ///
  /// @throws NoCredentialsException where the chain finds none
  Resolved resolve() {
    var current = signing;
    return (current == null ? load() : current).resolve();
  }

  /// A signer with the keys of the moment.
  ///
  /// @param end when the keys run out, null where they do not say
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

  /// There are no credentials to sign with.
  public static final class NoCredentialsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoCredentialsException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

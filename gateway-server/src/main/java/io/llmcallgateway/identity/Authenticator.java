package io.llmcallgateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Secret;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Decides whether a request holds the client key. A gateway without a key admits all.
public final class Authenticator {
  private static final String BEARER = "bearer ";

  private final @Nullable Secret secret;
  private final byte @Nullable [] key;

  public Authenticator(@Nullable Secret key) {
    this.secret = key;
    this.key = key == null ? null : key.reveal().getBytes(UTF_8);
  }

  /// The id under which calls are recorded that this lets in.
  public String keyId() {
    return key == null ? "anonymous" : "client";
  }

  public boolean keyless() {
    return key == null;
  }

  /// Any one of these may hold the key: the `Authorization` header, or what stands bare elsewhere.
  /// The comparison takes the same time whatever it holds.
  public boolean admits(@Nullable String authorization, @Nullable String... bare) {
    if (key == null || matches(bearer(authorization))) return true;
    for (var candidate : bare) if (matches(candidate)) return true;
    return false;
  }

  /// Whether the client key, taken for the secret of an AWS access key, has signed a request with
  /// that body.
  public boolean admits(AwsSignature signature, byte[] body) {
    var known = secret;
    return known == null || signature.matches(known, body);
  }

  private boolean matches(@Nullable String presented) {
    return presented != null
        && key != null
        && MessageDigest.isEqual(key, presented.strip().getBytes(UTF_8));
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    return authorization.substring(BEARER.length());
  }
}

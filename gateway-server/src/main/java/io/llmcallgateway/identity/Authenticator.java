package io.llmcallgateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Secret;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Checks requests for the client key. A gateway without a key admits all.
public final class Authenticator {
  private static final String BEARER = "bearer ";

  private final @Nullable Secret secret;
  private final byte @Nullable [] key;

  public Authenticator(@Nullable Secret key) {
    this.secret = key;
    this.key = key == null ? null : key.reveal().getBytes(UTF_8);
  }

  /// Returns the key id that is recorded with the calls that are admitted.
  public String keyId() {
    return key == null ? "anonymous" : "client";
  }

  /// Returns a hash of the key, by which a change of it is noticed; empty without a key.
  String fingerprint() {
    var known = secret;
    return known == null ? "" : Fingerprint.of(known.reveal());
  }

  /// True if the gateway has no client key.
  public boolean keyless() {
    return key == null;
  }

  /// True if one of the values is the key: the `Authorization` header with its scheme, or a bare
  /// value from another place. The comparison takes constant time.
  public boolean admits(@Nullable String authorization, @Nullable String... bare) {
    if (key == null || matches(bearer(authorization))) return true;
    for (var candidate : bare) if (matches(candidate)) return true;
    return false;
  }

  /// True if a request with this body is signed with the client key as the secret access key of
  /// AWS.
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

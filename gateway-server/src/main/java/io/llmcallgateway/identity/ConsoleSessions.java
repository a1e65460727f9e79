package io.llmcallgateway.identity;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sessions of people who have logged in to the console with a client key. Kept in memory, so
/// that a restart ends them. A session ends with its key too.
public final class ConsoleSessions {
  /// The name of the cookie that holds a session's token.
  public static final String COOKIE = "gw_console";

  /// The time for which a session lasts.
  public static final Duration LASTS = Duration.ofHours(12);

  /// The most sessions; one more ends the oldest.
  private static final int MOST = 1_000;

  private static final int TOKEN_BYTES = 32;

  /// A session in force.
  public record Session(String keyId, Instant expires) {}

  private record Opened(Session session, String key) {}

  private final InstantSource clock;

  /// By the hash of the token, so that neither a dump nor the time of a comparison tells one.
  private final Map<String, Opened> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Opened> eldest) {
          return size() > MOST;
        }
      };

  public ConsoleSessions(InstantSource clock) {
    this.clock = clock;
  }

  /// Opens a session for who has presented the key, and returns its token.
  public String open(Authenticator authenticator) {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var session = new Session(authenticator.keyId(), clock.instant().plus(LASTS));
    synchronized (sessions) {
      sessions.put(Fingerprint.of(token), new Opened(session, authenticator.fingerprint()));
    }
    return token;
  }

  /// Returns the session of a token, or null if there is none or its key is no longer in force.
  public @Nullable Session find(String token, Authenticator authenticator) {
    var hash = Fingerprint.of(token);
    synchronized (sessions) {
      var opened = sessions.get(hash);
      if (opened == null) return null;
      boolean inForce =
          opened.key().equals(authenticator.fingerprint())
              && opened.session().expires().isAfter(clock.instant());
      if (inForce) return opened.session();
      sessions.remove(hash);
      return null;
    }
  }

  /// Ends the session of a token.
  public void end(String token) {
    synchronized (sessions) {
      sessions.remove(Fingerprint.of(token));
    }
  }
}

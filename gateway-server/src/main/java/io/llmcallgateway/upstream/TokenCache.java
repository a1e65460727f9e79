package io.llmcallgateway.upstream;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Caches one expiring token. It is fetched once for all waiting calls, and renewed before it
/// expires while calls go on with the old one. A fetch runs on a thread of its own, so that each
/// call waits no longer than its own deadline allows. Thread-safe.
final class TokenCache {
  private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);

  /// The time before its expiry at which a token is renewed, or half of its life if that is
  /// shorter.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /// The time until the next try after a failed renewal.
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final String name;
  private final Source source;
  private final InstantSource clock;
  private volatile @Nullable Kept kept;
  private @Nullable CompletableFuture<Authorization> fetching;

  /// Fetches tokens.
  interface Source {
    /// Returns a new token. Blocks, bounded by a timeout of its own. Throws a `GatewayException` if
    /// there is none.
    Token fetch();
  }

  /// A token and the time for which it is valid.
  record Token(Authorization authorization, Duration life) {}

  /// @param renewAt epoch milliseconds
  /// @param endsAt epoch milliseconds
  private record Kept(CompletableFuture<Authorization> ready, long renewAt, long endsAt) {}

  /// @param name the name in the log
  TokenCache(String name, Source source, InstantSource clock) {
    this.name = name;
    this.source = source;
    this.clock = clock;
  }

  /// Returns the token: a completed future if a valid one is cached, else one that completes when
  /// it has been fetched.
  CompletableFuture<Authorization> get() {
    var current = kept;
    long now = clock.millis();
    if (current != null && now < current.renewAt()) return current.ready();
    var fetched = fetchOnce();
    return current != null && now < current.endsAt() ? current.ready() : fetched;
  }

  private synchronized CompletableFuture<Authorization> fetchOnce() {
    if (fetching != null) return fetching;
    var current = kept;
    if (current != null && clock.millis() < current.renewAt()) return current.ready();
    var fetch = new CompletableFuture<Authorization>();
    fetching = fetch;
    Thread.ofVirtual().name("token").start(() -> fetch(fetch));
    return fetch;
  }

  private void fetch(CompletableFuture<Authorization> fetch) {
    try {
      var token = source.fetch();
      long life = token.life().toMillis();
      long end = clock.millis() + life;
      keep(new Kept(fetch, end - Math.min(AHEAD.toMillis(), life / 2), end));
      fetch.complete(token.authorization());
    } catch (Throwable e) {
      // Errors too, else the waiting calls would never be completed.
      LOG.warn("no token from {}: {}", name, e.getMessage());
      var old = kept;
      long again = clock.millis() + AGAIN.toMillis();
      keep(old == null ? null : new Kept(old.ready(), Math.min(again, old.endsAt()), old.endsAt()));
      fetch.completeExceptionally(e);
    }
  }

  private synchronized void keep(@Nullable Kept next) {
    kept = next;
    fetching = null;
  }
}

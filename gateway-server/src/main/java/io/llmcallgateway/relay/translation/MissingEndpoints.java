package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.DialectId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The endpoints that were missing for a model while another endpoint of the provider answered.
/// They are left out for ten minutes, so that calls do not ask them first each time. Thread-safe,
/// without a lock that calls share.
public final class MissingEndpoints {
  private static final Duration KEPT = Duration.ofMinutes(10);

  /// Clients choose the names of models, so that their number needs a limit.
  private static final int MOST = 1_024;

  private final LongSupplier nanos;
  private final ConcurrentHashMap<Key, Long> until = new ConcurrentHashMap<>();

  private record Key(String baseUrl, DialectId dialect, String model) {}

  public MissingEndpoints() {
    this(System::nanoTime);
  }

  /// @param nanos a clock like `System.nanoTime`
  MissingEndpoints(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void note(Provider way, String model) {
    long now = nanos.getAsLong();
    if (until.size() >= MOST) until.values().removeIf(end -> end - now <= 0);
    if (until.size() < MOST) until.put(key(way, model), now + KEPT.toNanos());
  }

  boolean knows(Provider way, String model) {
    if (until.isEmpty()) return false;
    var key = key(way, model);
    var end = until.get(key);
    if (end == null) return false;
    if (end - nanos.getAsLong() > 0) return true;
    until.remove(key, end);
    return false;
  }

  private static Key key(Provider way, String model) {
    return new Key(way.baseUrl(), way.dialect(), model);
  }
}

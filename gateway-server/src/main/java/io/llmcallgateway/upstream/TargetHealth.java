package io.llmcallgateway.upstream;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Tells how each target is doing: calls in flight, and the usual time to its first bytes.
/// Thread-safe; it knows as many targets as the catalogue can name, and no more than
/// `MOST_TARGETS`.
public final class TargetHealth {
  private static final int MOST_TARGETS = 10_000;

  private record Key(String provider, String model) {}

  private static final class Load {
    final AtomicInteger inFlight = new AtomicInteger();
    final AtomicLong latencyMicros = new AtomicLong(-1);
  }

  private final ConcurrentHashMap<Key, Load> loads = new ConcurrentHashMap<>();

  public int inFlight(String provider, String model) {
    var load = loads.get(new Key(provider, model));
    return load == null ? 0 : load.inFlight.get();
  }

  /// A moving average in microseconds, -1 where nothing is known.
  public long latencyMicros(String provider, String model) {
    var load = loads.get(new Key(provider, model));
    return load == null ? -1 : load.latencyMicros.get();
  }

  /// A call to a target begins; whoever begins it ends it.
  public Attempt begin(String provider, String model) {
    var key = new Key(provider, model);
    var load = loads.get(key);
    if (load == null && loads.size() < MOST_TARGETS) {
      load = loads.computeIfAbsent(key, _ -> new Load());
    }
    if (load != null) load.inFlight.incrementAndGet();
    return new Attempt(load);
  }

  /// One call in flight.
  public static final class Attempt implements AutoCloseable {
    private final @Nullable Load load;

    private Attempt(@Nullable Load load) {
      this.load = load;
    }

    /// The target's first bytes came after `micros`.
    public void answered(long micros) {
      if (load == null) return;
      load.latencyMicros.updateAndGet(old -> old < 0 ? micros : (old * 7 + micros) / 8);
    }

    @Override
    public void close() {
      if (load != null) load.inFlight.decrementAndGet();
    }
  }
}

package io.llmcallgateway.route;

import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Healths and randomness that tests hold in their hands.
record Healths(Map<String, Integer> busy, Map<String, Long> latencies) implements Health {
  static final Health QUIET = new Healths(Map.of(), Map.of());

  private static final Random RANDOM = new Random(42);
  static final Supplier<RandomGenerator> SEEDED = () -> RANDOM;

  @Override
  public int inFlight(String provider, String model) {
    return busy.getOrDefault(provider + "/" + model, 0);
  }

  @Override
  public long latencyMicros(String provider, String model) {
    return latencies.getOrDefault(provider + "/" + model, -1L);
  }
}

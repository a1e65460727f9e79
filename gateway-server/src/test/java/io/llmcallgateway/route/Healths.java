package io.llmcallgateway.route;

import io.llmcallgateway.testkit.ManualClock;
import java.util.Map;
import java.util.Random;

/// States of health and randomness that tests hold in their hands.
final class Healths {
  private static final Random RANDOM = new Random(42);
  static final Router.RandomSource SEEDED = () -> RANDOM;

  private Healths() {}

  /// Nothing is known of any target.
  static TargetHealth quiet() {
    return new TargetHealth(new ManualClock());
  }

  /// Calls in flight to models of the provider `mine`.
  static TargetHealth busy(Map<String, Integer> calls) {
    var health = quiet();
    calls.forEach(
        (model, count) -> {
          for (int i = 0; i < count; i++) health.begin("mine", model);
        });
    return health;
  }

  /// What models of the provider `mine` took to their first byte.
  static TargetHealth latencies(Map<String, Long> micros) {
    var health = quiet();
    micros.forEach((model, each) -> succeed(health, model, each));
    return health;
  }

  static void succeed(TargetHealth health, String model, long micros) {
    try (var call = health.begin("mine", model)) {
      call.succeeded(micros);
    }
  }
}

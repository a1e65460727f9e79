package io.llmcallgateway.route;

import io.llmcallgateway.testkit.ManualClock;
import java.util.Map;
import java.util.Random;

/// Makes health states and a seeded random source for tests.
final class Healths {
  private static final Random RANDOM = new Random(42);
  static final Router.RandomSource SEEDED = () -> RANDOM;

  private Healths() {}

  /// Returns the health of targets without any samples.
  static TargetHealth quiet() {
    return new TargetHealth(new ManualClock());
  }

  /// Returns health with calls in flight to models of the provider `mine`.
  static TargetHealth busy(Map<String, Integer> calls) {
    var health = quiet();
    calls.forEach(
        (model, count) -> {
          for (int i = 0; i < count; i++) health.begin("mine", model);
        });
    return health;
  }

  /// Returns health with times to the first byte of models of the provider `mine`.
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

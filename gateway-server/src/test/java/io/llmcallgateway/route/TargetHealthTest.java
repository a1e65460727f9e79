package io.llmcallgateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What calls teach about a target, and for how long.
final class TargetHealthTest {
  private static final Duration HALF_LIFE = TargetHealth.HALF_LIFE;

  private final ManualClock clock = new ManualClock();
  private final TargetHealth health = new TargetHealth(clock);

  private void succeed(long micros) {
    try (var call = health.begin("mine", "a")) {
      call.succeeded(micros);
    }
  }

  private void fail(Failure.Kind kind) {
    try (var call = health.begin("mine", "a")) {
      call.failed(Failure.ofProvider(kind, "mine", "no"));
    }
  }

  private double latency() {
    return health.latencyMicros("mine", "a");
  }

  private double busyness() {
    return health.busyness("mine", "a");
  }

  @Test
  void a_target_is_failing_until_its_failures_have_faded() {
    assertThat(health.failing()).isEmpty();
    fail(Failure.Kind.UPSTREAM_ERROR);
    fail(Failure.Kind.UPSTREAM_ERROR);
    long until = clock.millis() + HALF_LIFE.multipliedBy(2).toMillis();
    assertThat(health.failing()).containsExactly(new TargetHealth.Failing("mine", "a", until));
    clock.forward(HALF_LIFE.multipliedBy(2));
    assertThat(health.failing()).isEmpty();
  }

  @Test
  void nothing_is_known_before_the_first_success() {
    assertThat(latency()).isInfinite();
    fail(Failure.Kind.UPSTREAM_ERROR);
    assertThat(latency()).as("a failure is no quick answer").isInfinite();
    succeed(5_000);
    assertThat(latency()).isFinite();
  }

  @Test
  void the_newest_sample_weighs_most_after_a_pause() {
    for (int i = 0; i < 20; i++) succeed(1_000);
    succeed(9_000);
    assertThat(latency()).as("one of eight").isEqualTo(2_000, offset(1.0));
    clock.forward(HALF_LIFE.multipliedBy(3));
    succeed(9_000);
    assertThat(latency()).as("the old average is worth one sample").isEqualTo(5_500, offset(1.0));
  }

  @Test
  void a_sample_fades_and_the_target_is_measured_again_by_one_call() {
    succeed(60_000_000);
    assertThat(health.wantsProbe("mine", "a")).isFalse();
    clock.forward(HALF_LIFE.plusMillis(1));
    assertThat(latency()).isInfinite();
    assertThat(health.wantsProbe("mine", "a")).isTrue();
    try (var probe = health.begin("mine", "a")) {
      assertThat(health.wantsProbe("mine", "a")).as("while one is under way").isFalse();
      probe.succeeded(2_000);
    }
    assertThat(latency()).isLessThan(25_000_000);
  }

  @Test
  void a_probe_that_tells_nothing_is_tried_again_after_a_half_life() {
    health.begin("mine", "a").close();
    assertThat(health.wantsProbe("mine", "a")).isFalse();
    clock.forward(HALF_LIFE);
    assertThat(health.wantsProbe("mine", "a")).isTrue();
  }

  @Test
  void a_failing_target_is_probed_no_sooner_than_its_failures_fade() {
    for (int i = 0; i < 4; i++) fail(Failure.Kind.UPSTREAM_UNREACHABLE);
    clock.forward(HALF_LIFE.multipliedBy(2));
    assertThat(health.wantsProbe("mine", "a")).isFalse();
    clock.forward(HALF_LIFE);
    assertThat(health.wantsProbe("mine", "a")).isTrue();
  }

  @Test
  void recent_failures_make_a_quick_target_look_slow_and_an_idle_one_busy() {
    succeed(1_000);
    fail(Failure.Kind.TIMEOUT);
    fail(Failure.Kind.RATE_LIMITED);
    assertThat(latency()).isEqualTo(4_000, offset(1.0));
    assertThat(busyness()).isEqualTo(16, offset(0.001));
    clock.forward(HALF_LIFE);
    assertThat(busyness()).isEqualTo(8, offset(0.001));
    succeed(1_000);
    assertThat(busyness()).as("a success halves what is left").isEqualTo(4, offset(0.001));
  }

  @Test
  void what_is_the_requests_fault_or_the_gateways_counts_for_nothing() {
    fail(Failure.Kind.INVALID_REQUEST);
    fail(Failure.Kind.CONTEXT_LENGTH);
    try (var call = health.begin("mine", "a")) {
      call.failed(Failure.of(Failure.Kind.OVERLOADED, "the gateway has no room"));
    }
    assertThat(busyness()).isZero();
  }

  @Test
  void calls_in_flight_count_until_they_are_closed() {
    try (var _ = health.begin("mine", "a");
        var _ = health.begin("mine", "a")) {
      assertThat(busyness()).isEqualTo(2);
      assertThat(health.busyness("mine", "b")).isZero();
    }
    assertThat(busyness()).isZero();
  }

  @Test
  void a_clock_that_is_set_back_changes_nothing() {
    succeed(1_000);
    clock.forward(Duration.ofHours(-2));
    assertThat(latency()).isEqualTo(1_000, offset(0.001));
  }
}

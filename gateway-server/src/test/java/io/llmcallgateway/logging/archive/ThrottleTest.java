package io.llmcallgateway.logging.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ThrottleTest {
  @Test
  void one_file_takes_a_hundredth_of_the_time_and_each_further_one_as_much_more() {
    assertThat(Throttle.restFor(1_000, 1)).isEqualTo(99_000);
    assertThat(Throttle.restFor(1_000, 10)).isEqualTo(9_000);
    assertThat(Throttle.restFor(1_000, 50)).isEqualTo(1_000);
  }

  @Test
  void a_long_backlog_is_compressed_without_a_rest() {
    assertThat(Throttle.restFor(1_000, 100)).isZero();
    assertThat(Throttle.restFor(1_000, 5_000)).isZero();
  }
}

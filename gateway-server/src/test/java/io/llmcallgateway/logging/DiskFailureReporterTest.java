package io.llmcallgateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DiskFailureReporterTest {
  @Test
  void is_told_once_a_minute_with_the_number_of_failures() {
    var told = new ArrayList<String>();
    var now = new AtomicLong(-5);
    var trouble = new DiskFailureReporter(told::add, now::get);
    for (int i = 0; i < 1_000; i++) trouble.failed(new IOException("No space left on device"));
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    trouble.failed(new IOException("No space left on device"));
    assertThat(told).hasSize(1);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    trouble.failed(new IOException("No space left on device"));
    assertThat(told).hasSize(2);
    assertThat(told.getLast()).contains("1002 failures", "No space left on device");
  }
}

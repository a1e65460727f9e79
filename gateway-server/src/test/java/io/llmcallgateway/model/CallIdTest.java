package io.llmcallgateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CallIdTest {
  @Test
  void is_a_time_ordered_uuid() {
    var random = new Random(7);
    var early = CallId.next(InstantSource.fixed(Instant.ofEpochMilli(1_000_000)), random);
    var late = CallId.next(InstantSource.fixed(Instant.ofEpochMilli(1_000_001)), random);
    var uuid = UUID.fromString(early.text());
    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(1_000_000);
    assertThat(early.text()).isLessThan(late.text());
    assertThat(early.shortId()).hasSize(8).isEqualTo(early.text().substring(28));
  }
}

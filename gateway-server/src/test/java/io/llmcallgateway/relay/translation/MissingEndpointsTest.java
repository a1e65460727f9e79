package io.llmcallgateway.relay.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The memory of missing endpoints ends in time and in size.
final class MissingEndpointsTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock may run over
  private final MissingEndpoints missing = new MissingEndpoints(now::get);

  private static Provider at(DialectId dialect) {
    return new Provider(
        "own",
        dialect,
        "http://127.0.0.1:1",
        ProviderAuth.BEARER,
        null,
        Map.of(),
        Set.of(),
        List.of(),
        Map.of());
  }

  @Test
  void a_missing_endpoint_is_forgotten_after_ten_minutes() {
    var way = at(DialectId.RESPONSES);
    assertThat(missing.knows(way, "qwen3-max")).isFalse();
    missing.note(way, "qwen3-max");
    assertThat(missing.knows(way, "qwen3-max")).isTrue();
    assertThat(missing.knows(way, "另一个")).isFalse();
    assertThat(missing.knows(at(DialectId.OPENAI), "qwen3-max")).isFalse();
    now.addAndGet(Duration.ofMinutes(10).toNanos());
    assertThat(missing.knows(way, "qwen3-max")).isFalse();
  }

  @Test
  void names_that_clients_make_up_do_not_fill_it() {
    var way = at(DialectId.RESPONSES);
    for (int i = 0; i < 5_000; i++) missing.note(way, "m" + i);
    assertThat(missing.knows(way, "m4999")).isFalse();
    now.addAndGet(Duration.ofMinutes(10).toNanos());
    missing.note(way, "新的");
    assertThat(missing.knows(way, "新的")).isTrue();
    assertThat(missing.knows(way, "m0")).isFalse();
  }
}

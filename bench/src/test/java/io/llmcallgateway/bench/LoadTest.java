package io.llmcallgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void plain_calls_through_the_bare_proxy_are_complete() throws Exception {
    try (var vendor = new ScriptedVendor(0, 10, 0);
        var proxy = new BareProxy(0, vendor.port())) {
      var result = new Load(proxy.port(), 8, false, 10).run(200, LIMIT);
      assertThat(result.firstError()).isNull();
      assertThat(result.calls()).isEqualTo(200);
      assertThat(result.p50()).isPositive().isLessThanOrEqualTo(result.p99());
    }
  }

  @Test
  void streams_through_the_bare_proxy_are_complete() throws Exception {
    try (var vendor = new ScriptedVendor(0, 10, 1);
        var proxy = new BareProxy(0, vendor.port())) {
      var result = new Load(proxy.port(), 8, true, 10).run(50, LIMIT);
      assertThat(result.firstError()).isNull();
      assertThat(result.calls()).isEqualTo(50);
      assertThat(result.firstByteP50()).isLessThan(result.p50());
    }
  }

  @Test
  void a_stream_that_lacks_a_chunk_is_an_error() throws Exception {
    try (var vendor = new ScriptedVendor(0, 9, 0)) {
      var result = new Load(vendor.port(), 2, true, 10).run(4, LIMIT);
      assertThat(result.errors()).isEqualTo(4);
      assertThat(result.firstError()).contains("9 chunks in place of 10");
    }
  }

  @Test
  void calls_that_nobody_answers_are_errors() throws Exception {
    try (var silent = new ServerSocket(0)) {
      var result = new Load(silent.getLocalPort(), 2, false, 10).run(5, Duration.ofMillis(200));
      assertThat(result.calls()).isZero();
      assertThat(result.errors()).isEqualTo(5);
    }
  }
}

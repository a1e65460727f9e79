package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawClient;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tests how a gateway stops, and that two gateways cannot share a folder.
@ExtendWith(LeakCheck.class)
final class StopTest {
  @TempDir Path folder;

  private static CompletableFuture<Long> stop(RunningGateway gateway) {
    var done = new CompletableFuture<Long>();
    long start = System.nanoTime();
    Thread.startVirtualThread(
        () -> {
          try {
            gateway.close();
            done.complete((System.nanoTime() - start) / 1_000_000);
          } catch (Exception failed) {
            done.completeExceptionally(failed);
          }
        });
    return done;
  }

  @Test
  void a_stream_under_way_is_finished_and_new_connections_are_refused() throws Exception {
    var gate = new Gate();
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).in(folder).start();
        var client = gateway.client()) {
      upstream.next(
          Scripts.streamHead()
              .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "one")))
              .then(Scripts.pause(gate))
              .then(
                  Scripts.chunks(
                      OpenAiLike.content("m", "two"),
                      OpenAiLike.finish("m", "stop"),
                      OpenAiLike.DONE))
              .then(Scripts.end()));
      client.post(CHAT, Calls.stream("up/m", "the last call"), authorized());
      assertThat(client.head().status()).isEqualTo(200);
      client.readUntil("one");
      var uri = gateway.uri();
      var stopped = stop(gateway);
      Await.until("new connections refused", () -> isRefused(uri));
      assertThat(stopped).isNotDone();
      gate.release();
      assertThat(client.readUntil("[DONE]")).contains("two");
      assertThat(stopped.get(10, TimeUnit.SECONDS)).isNotNegative();
      assertThat(gateway.interactions()).contains("the last call").contains("SUCCESS");
    }
  }

  @Test
  void a_stop_with_a_delay_says_so_first_and_serves_on_meanwhile() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).env("STOP_DELAY", "1").in(folder).start()) {
      assertThat(gateway.get("/health/ready").status()).isEqualTo(200);
      var stopped = stop(gateway);
      Await.until("not ready", () -> gateway.get("/health/ready").status() == 503);
      upstream.next(Scripts.json(200, OpenAiLike.completion("m", "still here")));
      var answer = gateway.post(CHAT, Calls.chat("up/m", "在吗"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(stopped).isNotDone();
      assertThat(stopped.get(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(1_000);
    }
  }

  private static boolean isRefused(URI uri) {
    try (var client = RawClient.to(uri)) {
      client.get("/health", "Connection: close");
      return client.answer().status() == 503;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void an_idle_gateway_stops_at_once() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).start();
        var idle = gateway.client()) {
      idle.post(CHAT, Calls.chat("up/m"), authorized());
      assertThat(idle.answer().status()).isEqualTo(200);
      assertThat(stop(gateway).get(10, TimeUnit.SECONDS)).as("ms").isLessThan(1_500);
      assertThat(idle.awaitClosed(Await.PATIENCE)).isTrue();
    }
  }

  @Test
  void a_call_that_outlasts_the_deadline_is_cut_with_an_error_and_its_upstream_cancelled()
      throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).in(folder).env("STOP_TIMEOUT", "1").start();
        var client = gateway.client()) {
      upstream.next(
          Scripts.streamHead()
              .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "one")))
              .then(Scripts.stall()));
      client.post(CHAT, Calls.stream("up/m"), authorized());
      client.head();
      client.readUntil("one");
      var stopped = stop(gateway);
      assertThat(client.readUntil("gateway_stopping")).contains("\"error\"");
      assertThat(stopped.get(10, TimeUnit.SECONDS)).as("ms").isBetween(900L, 6_000L);
      assertThat(upstream.awaitClientGone(Duration.ofSeconds(5))).isTrue();
      try (var next = RunningGateway.on(upstream).in(folder).start()) {
        var kept = next.get("/admin/api/calls?format=jsonl").json();
        assertThat(kept.path("state").asString()).isEqualTo("stopped");
        assertThat(kept.path("error").path("origin").asString()).isEqualTo("gateway");
        assertThat(kept.path("answer").asString()).as("what was said by then").isEqualTo("one");
      }
    }
  }

  @Test
  void a_second_gateway_on_the_same_folders_is_refused_and_a_later_one_is_not() throws Exception {
    try (var upstream = ScriptedUpstream.start()) {
      try (var first = RunningGateway.on(upstream).in(folder).start()) {
        assertThat(first.get("/health").status()).isEqualTo(200);
        assertThatThrownBy(
                () -> {
                  try (var second = RunningGateway.on(upstream).in(folder).start()) {
                    second.uri();
                  }
                })
            .hasMessageContaining("another gateway");
        assertThat(first.get("/health").status()).as("the first serves on").isEqualTo(200);
      }
      try (var third = RunningGateway.on(upstream).in(folder).start()) {
        assertThat(third.get("/health").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_refused_start_leaves_nothing_behind() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var first = RunningGateway.on(upstream).start()) {
      int taken = first.uri().getPort();
      assertThatThrownBy(
              () -> {
                try (var second =
                    RunningGateway.on(upstream).env("PORT", Integer.toString(taken)).start()) {
                  second.uri();
                }
              })
          .hasMessageContaining(Integer.toString(taken));
    }
  }
}

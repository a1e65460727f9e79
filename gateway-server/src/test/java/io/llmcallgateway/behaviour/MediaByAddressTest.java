package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests images by address for a provider that fetches none.
@ExtendWith(LeakCheck.class)
final class MediaByAddressTest {
  private static final String ANSWER =
      """
      {"model":"m","message":{"role":"assistant","content":"好看"},"done":true,"done_reason":"stop"}\
      """;

  private static RunningGateway.Setup on(ScriptedUpstream upstream) {
    return RunningGateway.on(upstream)
        .yaml("  local: { dialect: ollama, base-url: \"" + upstream.uri() + "\" }\n");
  }

  private static String asking(ScriptedUpstream media, IntStream numbers) {
    var parts =
        numbers
            .mapToObj(
                i ->
                    "{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s/%d.png\"}}"
                        .formatted(media.uri(), i))
            .collect(Collectors.joining(","));
    return "{\"model\":\"local/m\",\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}"
        .formatted(parts);
  }

  @Test
  void several_are_fetched_at_a_time_and_each_once() throws Exception {
    var gate = new Gate();
    try (var media = ScriptedUpstream.start();
        var upstream = ScriptedUpstream.start(Scripts.json(ANSWER));
        var gateway = on(upstream).start();
        var client = gateway.client()) {
      media.always(Scripts.pause(gate).then(Scripts.answer(200, "PNG", "Content-Type: image/png")));
      client.post(CHAT, asking(media, IntStream.of(1, 2, 3, 1)), authorized());
      Await.until("three under way", () -> media.activeScripts() == 3);
      gate.release();
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(media.requests()).hasSize(3);
      assertThat(upstream.take().json().path("messages").path(0).path("images").size())
          .isEqualTo(4);
    }
  }

  @Test
  void they_end_with_the_calls_time() throws Exception {
    try (var media = ScriptedUpstream.start();
        var upstream = ScriptedUpstream.start();
        var gateway = on(upstream).env("REQUEST_TIMEOUT", "1").start()) {
      media.always(Scripts.stall());
      var answer = gateway.post(CHAT, asking(media, IntStream.range(0, 12)));
      assertThat(answer.status()).isIn(400, 504);
      Await.until("no fetch goes on", () -> media.activeScripts() == 0);
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @Test
  void a_client_that_leaves_ends_them() throws Exception {
    try (var media = ScriptedUpstream.start();
        var upstream = ScriptedUpstream.start();
        var gateway = on(upstream).start();
        var client = gateway.client()) {
      media.always(Scripts.stall());
      client.post(CHAT, asking(media, IntStream.range(0, 3)), authorized());
      Await.until("three under way", () -> media.activeScripts() == 3);
      client.leave();
      Await.until("no fetch goes on", () -> media.activeScripts() == 0);
    }
  }

  @Test
  void too_many_are_refused_before_one_is_fetched() throws Exception {
    try (var media = ScriptedUpstream.start();
        var upstream = ScriptedUpstream.start();
        var gateway = on(upstream).start()) {
      var answer = gateway.post(CHAT, asking(media, IntStream.range(0, 65)));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error().path("message").asString()).contains("64");
      assertThat(media.requests()).isEmpty();
    }
  }
}

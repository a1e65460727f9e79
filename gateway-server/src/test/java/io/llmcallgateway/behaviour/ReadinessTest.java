package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tests `/health/ready` of a gateway that is starting, stopping or unhealthy.
@ExtendWith(LeakCheck.class)
final class ReadinessTest {
  @TempDir Path folder;

  @Test
  void a_journal_that_does_not_open_is_told_with_the_reason_and_calls_are_served()
      throws Exception {
    var head = ByteBuffer.allocate(4096).put("SQLite format 3".getBytes(US_ASCII)).putInt(60, 5);
    Files.createDirectories(folder.resolve("data"));
    Files.write(folder.resolve("data/journal.db"), head.array()); // its beginning looks like one
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).in(folder).start()) {
      Await.until("not ready", () -> gateway.get("/health/ready").status() == 503);
      var health = gateway.get("/health").json();
      assertThat(health.path("status").asString()).isEqualTo("unhealthy");
      assertThat(health.path("reason").asString()).contains("journal.db", "cannot be opened");
      assertThat(gateway.get("/health/live").status()).isEqualTo(200);
      upstream.next(Scripts.json(200, OpenAiLike.completion("m", "在")));
      assertThat(gateway.post(CHAT, Calls.chat("up/m", "在吗")).status()).isEqualTo(200);
    }
  }
}

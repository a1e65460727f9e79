package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.store.sql.SqlStore;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tests `/health/ready` of a gateway that is starting, stopping or unhealthy.
@ExtendWith(LeakCheck.class)
final class ReadinessTest {
  private static final int HEADER = 100; // bytes, as every SQLite file begins

  @TempDir Path folder;

  @Test
  void a_journal_that_does_not_open_is_told_with_the_reason_and_calls_are_served()
      throws Exception {
    SqlStore.open(folder.resolve("data"), ZoneOffset.UTC).close();
    var file = folder.resolve("data/journal.db");
    Files.write(file, Arrays.copyOf(Arrays.copyOf(Files.readAllBytes(file), HEADER), 4096));
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

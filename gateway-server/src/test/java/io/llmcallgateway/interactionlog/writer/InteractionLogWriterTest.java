package io.llmcallgateway.interactionlog.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.interactionlog.format.Steps;
import io.llmcallgateway.logging.LogFolder;
import io.llmcallgateway.logging.LogSettings;
import io.llmcallgateway.logging.Logs;
import io.llmcallgateway.logging.TestClock;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InteractionLogWriterTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String HEAD = "2026-11-22 13:05:22.123 | ";

  @TempDir Path temporary = Path.of("");

  private final TestClock clock = new TestClock("2026-11-22T05:05:22.123Z");
  private LogFolder folder = new LogFolder(temporary);

  @BeforeEach
  void use_a_folder_that_is_not_there_yet() {
    folder = new LogFolder(temporary.resolve("a/logs"));
  }

  /// The interaction log with the logs that it needs.
  private record OpenLogs(Logs logs, InteractionLogWriter interactions) implements AutoCloseable {
    @Override
    public void close() {
      interactions.close();
      logs.close();
    }
  }

  private OpenLogs open(long rotationBytes, long totalBytes) {
    var settings =
        new LogSettings(folder.path(), "INFO", rotationBytes, 7, totalBytes, false, false);
    var logs = Logs.open(settings, clock, SHANGHAI);
    return new OpenLogs(logs, InteractionLogWriter.open(settings, clock, SHANGHAI, logs));
  }

  private OpenLogs open() {
    return open(10 << 20, 1L << 40);
  }

  private List<String> system() throws Exception {
    return folder.lines("system_2026-11-22.log");
  }

  private List<String> errors() throws Exception {
    return folder.lines("error_2026-11-22.log");
  }

  @Test
  void a_call_is_in_the_interaction_log_and_a_failed_one_in_the_error_log_too() throws Exception {
    try (var open = open()) {
      var failure = Failure.of(Failure.Kind.MODEL_NOT_FOUND, "no 'x', key hunter2hunter2");
      open.logs().hide(List.of(new Secret("hunter2hunter2")));
      open.interactions().record(Steps.started(clock.millis(), Steps.REQUEST, null));
      open.interactions()
          .record(new CallStep.Failed(Steps.ID, clock.millis(), 1_500, failure, null));
      open.interactions().flush();
      assertThat(folder.lines("llm_interactions_2026-11-22.log"))
          .containsExactly(
              HEAD + "LLM | [a1b2c3d4] ▶️ REQUEST START | Model: gpt-4o-mini | User: -",
              HEAD
                  + "LLM | [a1b2c3d4] ❌ RESPONSE ERROR | Status: ERROR | Origin: gateway | HTTP:"
                  + " 404 | Code: model_not_found | Time: 0.002s | no 'x', key ***");
      assertThat(errors())
          .containsExactly(
              HEAD + "ERROR | [a1b2c3d4] gateway 404 model_not_found: no 'x', key ***");
      assertThat(system()).isEmpty();
    }
  }

  @Test
  void lines_reach_the_disk_without_being_asked_for() throws Exception {
    try (var open = open()) {
      open.interactions().record(Steps.started(clock.millis(), Steps.REQUEST, null));
      Await.until(
          "the line on disk",
          Duration.ofSeconds(1),
          () -> folder.lines("llm_interactions_2026-11-22.log").size() == 1);
    }
  }

  @Test
  void what_finds_no_room_is_counted_and_said() throws Exception {
    try (var open = open()) {
      var large = Body.of(new byte[40 << 20]); // two of them are over the bound
      while (open.interactions().dropped() == 0) {
        open.interactions().record(new CallStep.Sent(Steps.ID, clock.millis(), "p", "m", large));
      }
      open.interactions().flush();
      assertThat(system())
          .isNotEmpty()
          .allMatch(line -> line.contains("InteractionLogWriter | Log lines were dropped count="));
    }
  }

  @Test
  void eight_threads_lose_no_line_across_rolled_parts() throws Exception {
    try (var open = open(100_000, 1L << 40)) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int thread = 0; thread < 8; thread++) {
          threads.execute(
              () -> {
                for (int i = 0; i < 500; i++) {
                  open.interactions().record(Steps.started(clock.millis(), Steps.REQUEST, null));
                }
              });
        }
      }
      open.interactions().flush();
      assertThat(open.interactions().dropped()).isZero();
    }
    assertThat(folder.allLines("llm_interactions"))
        .hasSize(4_000)
        .allMatch(line -> line.endsWith("| User: -"));
    for (var name : folder.names("llm_interactions")) {
      if (name.endsWith(".log")) {
        var file = folder.path().resolve("llmcallgateway_llm_interactions_" + name);
        assertThat(Files.size(file)).isLessThanOrEqualTo(100_000);
      }
    }
  }

  @Test
  void closing_writes_what_waits_and_opening_again_goes_on() throws Exception {
    for (int run = 0; run < 3; run++) {
      var open = open();
      open.interactions().record(Steps.started(clock.millis(), Steps.REQUEST, null));
      open.close();
      open.close();
    }
    assertThat(folder.lines("llm_interactions_2026-11-22.log")).hasSize(3);
  }

  @Test
  void all_logs_together_keep_within_their_bound_and_the_oldest_files_go_first() throws Exception {
    long total = 400_000;
    var old = folder.path().resolve("llmcallgateway_error_2026-11-20.log");
    Files.createDirectories(folder.path());
    Files.writeString(old, "an error of the day before yesterday\n");
    try (var open = open(10 << 20, total)) {
      int written = 0;
      while (written < 6_000) {
        for (int i = 0; i < 500; i++, written++) {
          open.interactions().record(started("model-" + written));
        }
        open.interactions().flush();
      }
      var active = folder.path().resolve("llmcallgateway_llm_interactions_2026-11-22.log");
      Await.until("the files within their bound", () -> sizeOfAll() <= total);
      assertThat(active).exists();
      assertThat(folder.lines("llm_interactions_2026-11-22.log"))
          .last()
          .asString()
          .contains("Model: model-5999 ");
      var kept = folder.allLines("llm_interactions");
      int lines = kept.size();
      assertThat(lines).isLessThan(6_000).isGreaterThan(1_000);
      for (int i = 6_000 - lines; i < 6_000; i++) {
        int number = i;
        assertThat(kept)
            .anyMatch(line -> line.contains("Model: model-" + number + " ")); // the newest, no gap
      }
      assertThat(old).exists(); // a flood in one log does not cost the others theirs
      open.interactions().flush();
      assertThat(system()).anyMatch(line -> line.contains("LOG_TOTAL_SIZE is reached"));
    }
  }

  private CallStep started(String model) {
    return new CallStep.Started(
        Steps.ID, clock.millis(), Operation.CHAT, model, Body.utf8(Steps.REQUEST), null, null);
  }

  private long sizeOfAll() throws IOException {
    long sum = 0;
    for (var name : folder.names()) {
      try {
        sum += Files.size(folder.path().resolve(name));
      } catch (NoSuchFileException _) {
        // rolled or removed meanwhile
      }
    }
    return sum;
  }
}

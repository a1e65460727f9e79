package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigWatcherTest {
  @TempDir Path folder;
  private final List<LoadedConfiguration> changes = Collections.synchronizedList(new ArrayList<>());
  private final List<Problem> invalid = Collections.synchronizedList(new ArrayList<>());

  @Test
  void tells_valid_changes_and_problems_once_each() throws Exception {
    var file = folder.resolve("gateway.yaml");
    try (var watcher = watcher()) {
      watcher.check();
      assertThat(changes).isEmpty();
      Files.writeString(file, "request-timeout: 5\n");
      watcher.check();
      watcher.check();
      assertThat(changes).hasSize(1);
      Files.writeString(file, "request-timeout: soon\n");
      watcher.check();
      watcher.check();
      assertThat(invalid).hasSize(1);
      assertThat(changes).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n  \n", "# 注释\n---\n", "gone"})
  void a_file_that_is_missing_or_empty_replaces_none_that_was_not(String content) throws Exception {
    var file = folder.resolve("gateway.yaml");
    Files.writeString(file, "request-timeout: 5\n");
    try (var watcher = watcher()) {
      if (content.equals("gone")) Files.delete(file);
      else Files.writeString(file, content);
      for (int look = 0; look < 5; look++) watcher.check();
      assertThat(changes).isEmpty();
      assertThat(invalid).hasSize(1);
      assertThat(invalid.getFirst().toString()).contains("missing or empty");
      Files.writeString(file, "request-timeout: 6\n");
      watcher.check();
      watcher.check();
      assertThat(changes.getLast().settings().limits().requestTimeout()).hasSeconds(6);
    }
  }

  @Test
  void a_file_that_is_still_written_is_not_read() throws Exception {
    var file = folder.resolve("gateway.yaml");
    Files.writeString(file, "request-timeout: 5\nstop-timeout: 7\n");
    try (var watcher = watcher()) {
      Files.writeString(file, "request-timeout: 6\n"); // half of it, and valid by itself
      watcher.check();
      Files.writeString(file, "request-timeout: 6\nstop-timeout: 8\n");
      watcher.check();
      assertThat(changes).isEmpty();
      watcher.check();
      assertThat(changes).hasSize(1);
      assertThat(changes.getFirst().settings().shutdown().timeout()).hasSeconds(8);
    }
  }

  /// One that looks when it is told to.
  private ConfigWatcher watcher() {
    return new ConfigWatcher(
        Map.of(),
        folder,
        new CommandLineFlags(null, null, null),
        new ConfigWatcher.Listener() {
          @Override
          public void changed(LoadedConfiguration configuration) {
            changes.add(configuration);
          }

          @Override
          public void invalid(List<Problem> problems) {
            invalid.addAll(problems);
          }
        },
        Duration.ofHours(1));
  }
}

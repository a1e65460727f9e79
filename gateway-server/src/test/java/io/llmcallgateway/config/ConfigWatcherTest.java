package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigWatcherTest {
  @TempDir Path folder;
  private final List<Loaded> changes = Collections.synchronizedList(new ArrayList<>());
  private final List<Problem> invalid = Collections.synchronizedList(new ArrayList<>());

  @Test
  void tells_valid_changes_and_problems_once_each() throws Exception {
    var file = folder.resolve("gateway.yaml");
    try (var watcher =
        new ConfigWatcher(
            Map.of(),
            folder,
            new Flags(null, null, null),
            changes::add,
            invalid::addAll,
            () -> {})) {
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
      Files.delete(file);
      watcher.check();
      watcher.check(); // gone twice: no editor at work
      assertThat(changes).hasSize(2);
      assertThat(changes.getLast().settings().requestTimeout()).hasSeconds(120);
    }
  }
}

package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a watcher of gateway.yaml tells, look by look.
final class ConfigWatcherLooksTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path path;
  private final List<String> told = new ArrayList<>();
  private ConfigFolder folder = new ConfigFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    folder = new ConfigFolder(path);
  }

  private ConfigWatcher watcher(CommandLineFlags flags) {
    return watcher(flags, loaded -> told.add("port " + loaded.settings().listen().port()), NEVER);
  }

  private ConfigWatcher watcher(
      CommandLineFlags flags, Consumer<LoadedConfiguration> changed, Duration interval) {
    return new ConfigWatcher(
        folder.environment(),
        path,
        flags,
        changed,
        problems -> problems.forEach(problem -> told.add(problem.path())),
        () -> {},
        interval);
  }

  /// Looks until what is there now counts.
  private static void look(ConfigWatcher watcher) {
    watcher.check();
    watcher.check();
  }

  @Test
  void each_change_of_the_content_is_told_once() {
    folder.yaml("listen: { port: 1 }\n");
    try (var watcher = watcher(ConfigFolder.NO_FLAGS)) {
      watcher.check();
      assertThat(told).isEmpty();
      folder.yaml("listen: { port: 2 }\n");
      watcher.check();
      watcher.check();
      folder.yaml("listen: { port: 2 }\n");
      watcher.check();
      assertThat(told).containsExactly("port 2");
    }
  }

  @Test
  void an_invalid_change_is_told_by_its_problems_and_the_next_valid_one_is_taken() {
    folder.yaml("listen: { port: 1 }\n");
    try (var watcher = watcher(ConfigFolder.NO_FLAGS)) {
      folder.yaml("listen: { port: 很高 }\nprot: 1\n");
      look(watcher);
      assertThat(told).containsExactlyInAnyOrder("listen.port", "prot");
      folder.yaml("listen: { port: 3 }\n");
      look(watcher);
      assertThat(told).last().isEqualTo("port 3");
    }
  }

  @Test
  void a_file_that_appears_is_a_change_and_one_that_goes_a_problem() throws Exception {
    try (var watcher = watcher(ConfigFolder.NO_FLAGS)) {
      folder.yaml("listen: { port: 4 }\n");
      look(watcher);
      Files.delete(path.resolve("gateway.yaml"));
      look(watcher);
      assertThat(told).containsExactly("port 4", "gateway.yaml");
    }
  }

  @Test
  void a_named_file_that_goes_is_a_problem() throws Exception {
    folder.file("网关.yaml", "listen: { port: 1 }\n");
    try (var watcher = watcher(new CommandLineFlags(Path.of("网关.yaml"), null, null))) {
      Files.delete(path.resolve("网关.yaml"));
      look(watcher);
      assertThat(told).containsExactly(path.resolve("网关.yaml").toString());
    }
  }

  @Test
  void a_file_that_an_editor_empties_and_fills_again_is_not_taken_empty() {
    folder.yaml("listen: { port: 1 }\n");
    try (var watcher = watcher(ConfigFolder.NO_FLAGS)) {
      folder.yaml("");
      watcher.check();
      folder.yaml("listen: { port: 5 }\n");
      look(watcher);
      assertThat(told).containsExactly("port 5");
    }
  }

  @Test
  void flags_and_environment_of_the_start_still_win() {
    folder.variable("PORT", "7000").yaml("listen: { port: 1 }\n");
    try (var watcher = watcher(ConfigFolder.NO_FLAGS)) {
      folder.yaml("listen: { port: 2 }\n");
      look(watcher);
      assertThat(told).containsExactly("port 7000");
    }
  }

  @Test
  void a_listener_that_fails_is_told_as_a_problem_and_the_watching_goes_on() {
    Consumer<LoadedConfiguration> failing =
        loaded -> {
          if (loaded.settings().listen().port() == 1) throw new IllegalStateException("no");
          told.add("taken");
        };
    try (var watcher = watcher(ConfigFolder.NO_FLAGS, failing, NEVER)) {
      folder.yaml("listen: { port: 1 }\n");
      look(watcher);
      folder.yaml("listen: { port: 2 }\n");
      look(watcher);
      assertThat(told).containsExactly("gateway.yaml", "taken");
    }
  }

  @Test
  void it_looks_by_itself_until_it_is_closed() throws Exception {
    var seen = new CountDownLatch(1);
    var watcher = watcher(ConfigFolder.NO_FLAGS, loaded -> seen.countDown(), Duration.ofMillis(5));
    try (watcher) {
      folder.yaml("listen: { port: 1 }\n");
      assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("config-watcher") && thread.isAlive());
  }
}

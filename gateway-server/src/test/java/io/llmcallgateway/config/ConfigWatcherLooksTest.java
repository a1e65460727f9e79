package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

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
    return watcher(flags, new Recorder(), NEVER);
  }

  private ConfigWatcher watcher(
      CommandLineFlags flags, ConfigWatcher.Listener listener, Duration interval) {
    return new ConfigWatcher(folder.environment(), path, flags, listener, interval);
  }

  /// Writes down what it is told.
  private class Recorder implements ConfigWatcher.Listener {
    @Override
    public void changed(LoadedConfiguration configuration) {
      told.add("port " + configuration.settings().listen().port());
    }

    @Override
    public void invalid(List<Problem> problems) {
      problems.forEach(problem -> told.add(problem.path()));
    }
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

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void a_listener_that_fails_is_told_as_a_problem_and_the_watching_goes_on(
      Class<? extends Throwable> type) {
    var failing =
        new Recorder() {
          @Override
          public void changed(LoadedConfiguration configuration) {
            if (configuration.settings().listen().port() == 1) fail(type);
            told.add("taken");
          }
        };
    try (var watcher = watcher(ConfigFolder.NO_FLAGS, failing, NEVER)) {
      folder.yaml("listen: { port: 1 }\n");
      look(watcher);
      folder.yaml("listen: { port: 2 }\n");
      look(watcher);
      assertThat(told).containsExactly("gateway.yaml", "taken");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
  void a_failure_at_a_look_is_logged_once_and_the_watching_goes_on(Class<? extends Throwable> type)
      throws Exception {
    var log = (Logger) LoggerFactory.getLogger(ConfigWatcher.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.list = new CopyOnWriteArrayList<>();
    lines.start();
    log.addAppender(lines);
    var failures = new CountDownLatch(3);
    var seen = new CountDownLatch(1);
    var failing =
        new Recorder() {
          @Override
          public void changed(LoadedConfiguration configuration) {
            seen.countDown();
          }

          @Override
          public void looked() {
            failures.countDown();
            if (failures.getCount() > 0) fail(type);
          }
        };
    try (var _ = watcher(ConfigFolder.NO_FLAGS, failing, Duration.ofMillis(5))) {
      assertThat(failures.await(20, TimeUnit.SECONDS)).isTrue();
      folder.yaml("listen: { port: 1 }\n");
      assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.ERROR);
              assertThat(line.getFormattedMessage()).contains("gateway.yaml");
              assertThat(line.getThrowableProxy().getClassName()).isEqualTo(type.getName());
            });
  }

  private static void fail(Class<? extends Throwable> type) {
    if (type == StackOverflowError.class) throw new StackOverflowError();
    if (type == NoClassDefFoundError.class) throw new NoClassDefFoundError("no");
    throw new IllegalStateException("no");
  }

  @Test
  void it_looks_by_itself_until_it_is_closed() throws Exception {
    var seen = new CountDownLatch(1);
    var listener =
        new Recorder() {
          @Override
          public void changed(LoadedConfiguration configuration) {
            seen.countDown();
          }
        };
    var watcher = watcher(ConfigFolder.NO_FLAGS, listener, Duration.ofMillis(5));
    try (watcher) {
      folder.yaml("listen: { port: 1 }\n");
      assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("config-watcher") && thread.isAlive());
  }
}

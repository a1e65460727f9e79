package io.llmcallgateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Watches gateway.yaml by its content, twice a second, and tells what has become of the
/// configuration. A file that is missing or empty never replaces one that was not.
public final class ConfigWatcher implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration SETTLING = Duration.ofMillis(100);

  private final Map<String, String> environment;
  private final Path folder;
  private final CommandLineFlags flags;
  private final Consumer<LoadedConfiguration> changed;
  private final Consumer<List<Problem>> invalid;
  private final Runnable beside;
  private final Path file;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private byte[] latest;
  private byte[] seen; // told
  private byte[] taken; // in force

  /// @param beside what else is looked at each time
  public ConfigWatcher(
      Map<String, String> environment,
      Path folder,
      CommandLineFlags flags,
      Consumer<LoadedConfiguration> changed,
      Consumer<List<Problem>> invalid,
      Runnable beside) {
    this(environment, folder, flags, changed, invalid, beside, INTERVAL);
  }

  ConfigWatcher(
      Map<String, String> environment,
      Path folder,
      CommandLineFlags flags,
      Consumer<LoadedConfiguration> changed,
      Consumer<List<Problem>> invalid,
      Runnable beside,
      Duration interval) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.flags = flags;
    this.changed = changed;
    this.invalid = invalid;
    this.beside = beside;
    var dotenv = DotenvFile.read(folder, new ProblemList());
    this.file = ConfigLoader.file(new Variables(environment, dotenv), folder, flags);
    this.interval = interval;
    this.latest = content();
    this.seen = latest;
    this.taken = latest;
    this.thread = Thread.ofPlatform().daemon().name("config-watcher").start(this::run);
  }

  private void run() {
    try {
      var wait = interval;
      while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        check();
        wait = Arrays.equals(latest, seen) ? interval : SETTLING;
        beside.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks once. What has changed counts when two looks in a row find the same, since a file may be
  /// seen while it is written.
  synchronized void check() {
    var now = content();
    boolean settled = Arrays.equals(now, latest);
    latest = now;
    if (!settled || Arrays.equals(now, seen)) return;
    boolean emptied = isEmpty(now) && !isEmpty(taken);
    seen = now;
    if (emptied) {
      // Editors and mounts take a file away before they put the next one there.
      invalid.accept(List.of(new Problem(name(), "is missing or empty")));
      return;
    }
    if (Arrays.equals(now, taken)) return; // it came back as it was
    try {
      changed.accept(ConfigLoader.load(environment, folder, flags));
      taken = now;
    } catch (ConfigException e) {
      invalid.accept(e.problems());
    } catch (RuntimeException e) {
      // The watching goes on: the next change may be a better one.
      invalid.accept(List.of(new Problem(YamlFile.NAME, "cannot be taken over: " + e.getClass())));
    }
  }

  /// The usual file by its name, another one by its path.
  private String name() {
    return file.endsWith(YamlFile.NAME) ? YamlFile.NAME : file.toString();
  }

  /// Whether a file says nothing: it has no line but blank ones and comments.
  private static boolean isEmpty(byte[] content) {
    return new String(content, UTF_8)
        .lines()
        .map(String::strip)
        .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.equals("---"));
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException _) {
      return new byte[0]; // not there, or not readable: the same as empty
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.llmcallgateway.config;

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
/// configuration.
public final class ConfigWatcher implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Map<String, String> environment;
  private final Path folder;
  private final Flags flags;
  private final Consumer<Loaded> changed;
  private final Consumer<List<Problem>> invalid;
  private final Runnable beside;
  private final Path file;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private byte[] seen;
  private boolean emptied;

  /// @param beside what else is looked at each time
  public ConfigWatcher(
      Map<String, String> environment,
      Path folder,
      Flags flags,
      Consumer<Loaded> changed,
      Consumer<List<Problem>> invalid,
      Runnable beside) {
    this(environment, folder, flags, changed, invalid, beside, INTERVAL);
  }

  ConfigWatcher(
      Map<String, String> environment,
      Path folder,
      Flags flags,
      Consumer<Loaded> changed,
      Consumer<List<Problem>> invalid,
      Runnable beside,
      Duration interval) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.flags = flags;
    this.changed = changed;
    this.invalid = invalid;
    this.beside = beside;
    var dotenv = DotenvFile.read(folder, new Problems());
    this.file = ConfigLoader.file(new Variables(environment, dotenv), folder, flags);
    this.interval = interval;
    this.seen = content();
    this.thread = Thread.ofPlatform().daemon().name("config-watcher").start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        check();
        beside.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks once.
  synchronized void check() {
    var now = content();
    boolean first = now.length == 0 && !emptied;
    emptied = now.length == 0;
    if (Arrays.equals(now, seen)) return;
    // An editor empties a file before it fills it: only what stays empty is meant.
    if (first) return;
    seen = now;
    try {
      changed.accept(ConfigLoader.load(environment, folder, flags));
    } catch (ConfigException e) {
      invalid.accept(e.problems());
    } catch (RuntimeException e) {
      // The watching goes on: the next change may be a better one.
      invalid.accept(List.of(new Problem(YamlFile.NAME, "cannot be taken over: " + e.getClass())));
    }
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

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the content of gateway.yaml, looks at it twice a second and loads the configuration anew
/// when it has changed. A file that is missing or empty never replaces one that was not.
public final class ConfigWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration SETTLING = Duration.ofMillis(100);

  /// Receives what a watcher finds, on the watcher's thread. What a method throws is logged and
  /// does not end the watching.
  public interface Listener {
    /// Called with a valid configuration after a change.
    void changed(LoadedConfiguration configuration);

    /// Called after a change that cannot be used; the configuration in force stays.
    void invalid(List<Problem> problems);

    /// Called when a change that could not be used has been taken back.
    default void restored() {}

    /// Called at each look, so that other files are watched at the same pace.
    default void looked() {}
  }

  private final Map<String, String> environment;
  private final Path folder;
  private final CommandLineFlags flags;
  private final Listener listener;
  private final Path file;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private byte[] latest; // as of the last look
  private byte[] seen; // the listener has been called for it
  private byte[] taken; // in force
  private String lastFailure = "";

  public ConfigWatcher(
      Map<String, String> environment, Path folder, CommandLineFlags flags, Listener listener) {
    this(environment, folder, flags, listener, INTERVAL);
  }

  ConfigWatcher(
      Map<String, String> environment,
      Path folder,
      CommandLineFlags flags,
      Listener listener,
      Duration interval) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.flags = flags;
    this.listener = listener;
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
        look();
        wait = Arrays.equals(latest, seen) ? interval : SETTLING;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Nothing that goes wrong ends the thread: without it later changes would be ignored, and nobody
  /// would know.
  private void look() {
    try {
      check();
      listener.looked();
      lastFailure = "";
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /// Logs a failure once, since it may come again with each look.
  private void failed(Throwable failure) {
    if (lastFailure.equals(failure.toString())) return;
    lastFailure = failure.toString();
    LOG.error("looking for changes of {} failed; it is looked at again", name(), failure);
  }

  /// Looks once. A change counts when two looks in a row find the same content, since a file may be
  /// seen while it is being written.
  synchronized void check() {
    var now = content();
    boolean settled = Arrays.equals(now, latest);
    latest = now;
    if (!settled || Arrays.equals(now, seen)) return;
    boolean emptied = isEmpty(now) && !isEmpty(taken);
    seen = now;
    if (emptied) {
      // Editors and mounts take a file away before they put the next one there.
      listener.invalid(List.of(new Problem(name(), "is missing or empty")));
      return;
    }
    if (Arrays.equals(now, taken)) { // it came back as it was
      listener.restored();
      return;
    }
    try {
      listener.changed(ConfigLoader.load(environment, folder, flags));
      taken = now;
    } catch (ConfigException e) {
      listener.invalid(e.problems());
    } catch (RuntimeException | Error e) {
      LOG.error("{} has changed and could not be taken over", name(), e);
      listener.invalid(List.of(new Problem(name(), "cannot be taken over: " + e.getClass())));
    }
  }

  /// The usual file by its name, another one by its path.
  private String name() {
    return file.endsWith(YamlFile.NAME) ? YamlFile.NAME : file.toString();
  }

  /// True if a file has no lines but blank ones and comments.
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

package io.llmcallgateway.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test that leaves something behind. After each test: what it opened is closed, no
/// upstream still plays a script, no gateway still works on a call. After each class: nothing is
/// open, no thread keeps the process alive, and the file descriptors are back.
public final class LeakCheck
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(LeakCheck.class);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /// Pools, caches of class files and the like may grow a little in a class's first run.
  private static final int DESCRIPTOR_SLACK = 24;

  private static final Set<AutoCloseable> OPEN = OpenThings.ALL;

  /// What a leaking thing still does, for gateways.
  public interface Busy {
    int activeCalls() throws Exception;

    /// Bytes that calls still hold of the budget.
    long heldBytes();
  }

  static void opened(AutoCloseable thing) {
    OPEN.add(thing);
  }

  static void closed(AutoCloseable thing) {
    OPEN.remove(thing);
  }

  private record Before(Set<AutoCloseable> open, Set<Thread> threads, int descriptors) {
    static Before now() throws IOException {
      return new Before(Set.copyOf(OPEN), platformThreads(), LeakCheck.descriptors());
    }

    void nothingElseIsOpen(String where) {
      var left = new HashSet<>(OPEN);
      left.removeAll(open);
      if (!left.isEmpty()) throw new AssertionError("left open by this " + where + ": " + left);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    context.getStore(HERE).put("class", Before.now());
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    context.getStore(HERE).put("test", Before.now());
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    before(context, "test").nothingElseIsOpen("test");
    for (var thing : OPEN) {
      if (thing instanceof ScriptedUpstream upstream) {
        Await.until(
            "scripts of the upstream on " + upstream.uri() + " at their end",
            () -> upstream.activeScripts() == 0);
      }
      if (thing instanceof Busy gateway) {
        Await.until("calls of the gateway at their end", () -> gateway.activeCalls() == 0);
        Await.until("bytes of the budget given back", () -> gateway.heldBytes() == 0);
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    var before = before(context, "class");
    before.nothingElseIsOpen("class");
    Await.until(
        "platform threads of this class at their end",
        () -> before.threads().containsAll(platformThreads()));
    Await.until(
        "descriptors back near " + before.descriptors() + " (now " + descriptors() + ")",
        () -> descriptors() <= before.descriptors() + DESCRIPTOR_SLACK);
  }

  private static Before before(ExtensionContext context, String what) {
    var before = context.getStore(HERE).get(what, Before.class);
    if (before == null) throw new IllegalStateException("not started");
    return before;
  }

  private static Set<Thread> platformThreads() {
    var threads = new HashSet<Thread>();
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon()) threads.add(thread);
    }
    return threads;
  }

  private static int descriptors() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) return -1;
    try (var all = Files.list(DESCRIPTORS)) {
      return Math.toIntExact(all.count());
    }
  }
}

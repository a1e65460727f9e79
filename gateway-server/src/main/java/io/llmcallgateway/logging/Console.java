package io.llmcallgateway.logging;

import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Standard output and error behind a thread of their own: a terminal that stands still holds up
/// nobody.
final class Console implements AutoCloseable {
  private static final int MOST_WAITING = 1_024;
  private static final int PATIENCE_MILLIS = 1_000;

  private record Text(PrintStream stream, String text, boolean last) {}

  private final PrintStream out;
  private final PrintStream err;
  private final BlockingQueue<Text> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder dropped = new LongAdder();
  private final Text end;
  private final Thread thread;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    this.end = new Text(out, "", true);
    this.thread = Thread.ofPlatform().daemon().name("log-console").start(this::run);
  }

  void out(String text) {
    show(out, text);
  }

  void err(String text) {
    show(err, text);
  }

  long dropped() {
    return dropped.sum();
  }

  private void show(PrintStream stream, String text) {
    if (!queue.offer(new Text(stream, text, false))) dropped.increment();
  }

  private void run() {
    try {
      for (var next = queue.take(); !next.last(); next = queue.take()) {
        next.stream().print(next.text());
        next.stream().flush();
      }
    } catch (InterruptedException _) {
      // closed while it stood still
    }
  }

  /// Shows what waits, for a second at most.
  @Override
  public void close() {
    try {
      if (queue.offer(end, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}

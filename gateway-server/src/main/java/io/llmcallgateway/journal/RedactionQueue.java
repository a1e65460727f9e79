package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies the rules of `journal.redact` to calls and hands them on. Small calls are done at once,
/// so that a killed process has kept them; what is large, or takes a rule more than a few
/// milliseconds, waits for a thread of its own, so that no answer waits for a regular expression.
/// Bounded: what finds no room, and what takes a rule too long, goes on without its bodies and
/// texts.
final class RedactionQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedactionQueue.class);
  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_CALLS = 10_000;
  private static final long SMALL = 128 << 10; // the rules that are built in take a millisecond

  /// Between two attempts at once where rules are slow.
  private static final long REST = 1_000_000_000;

  private static final long PAUSE = 60_000_000_000L; // between two warnings

  private record Waiting(EndedCall call, Redaction rules, long bytes) {}

  /// Receives the calls. Any thread.
  interface Receiver {
    /// A call is masked.
    void redacted(EndedCall call);

    /// The bodies of a call are left out.
    void shed(EndedCall call);
  }

  private final Receiver receiver;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Thread thread;
  private long bytes;
  private long given;
  private long done;
  private boolean closed;
  private volatile long slowAt = System.nanoTime() - REST;
  private long warnedAt = System.nanoTime() - PAUSE;

  RedactionQueue(Receiver receiver) {
    this.receiver = receiver;
  }

  /// Any thread; waits for a few milliseconds of the rules at most.
  void append(EndedCall call, Redaction rules) {
    long size = 0;
    for (var payload : call.payloads()) size += payload.body().size();
    if (size <= SMALL && doneAtOnce(call, rules)) return;
    synchronized (this) {
      boolean room = bytes + size <= MOST_BYTES && waiting.size() < MOST_CALLS && !closed;
      if (room) {
        waiting.add(new Waiting(call, rules, size));
        bytes += size;
        given++;
        if (thread == null) {
          thread = Thread.ofPlatform().daemon().name("journal-redaction").start(this::run);
        }
        notifyAll();
        return;
      }
    }
    receiver.redacted(bare(call));
  }

  private boolean doneAtOnce(EndedCall call, Redaction rules) {
    if (System.nanoTime() - slowAt < REST) return false;
    EndedCall redacted;
    try {
      redacted = rules.atOnce(call);
    } catch (TimedText.TimeIsUp _) {
      slowAt = System.nanoTime();
      return false;
    }
    receiver.redacted(redacted);
    return true;
  }

  private EndedCall bare(EndedCall call) {
    receiver.shed(call);
    return new EndedCall(call.record().bare(), List.<Payload>of(), call.listed());
  }

  private void run() {
    try {
      for (var one = take(); one != null; one = take()) {
        try {
          receiver.redacted(redacted(one));
        } catch (RuntimeException | Error e) {
          LOG.error("a call could not be redacted and is kept without its bodies and texts", e);
          receiver.redacted(bare(one.call()));
        } finally {
          finished(one);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private EndedCall redacted(Waiting one) {
    try {
      return one.rules().of(one.call());
    } catch (TimedText.TimeIsUp e) {
      if (System.nanoTime() - warnedAt > PAUSE) {
        warnedAt = System.nanoTime();
        LOG.warn("{}: calls are kept without their bodies where it does", e.getMessage());
      }
      return bare(one.call());
    }
  }

  private synchronized @Nullable Waiting take() throws InterruptedException {
    while (waiting.isEmpty()) {
      if (closed) return null;
      wait();
    }
    return waiting.remove();
  }

  private synchronized void finished(Waiting one) {
    bytes -= one.bytes();
    done++;
    notifyAll();
  }

  /// Waits at most so long until what has been given so far is handed on.
  synchronized boolean await(long nanos) throws InterruptedException {
    long wanted = given;
    long end = System.nanoTime() + nanos;
    while (done < wanted) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) return false;
      wait(left);
    }
    return true;
  }

  /// Hands on what waits, then ends.
  @Override
  public void close() {
    Thread ending;
    synchronized (this) {
      closed = true;
      ending = thread;
      notifyAll();
    }
    if (ending == null) return;
    try {
      ending.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

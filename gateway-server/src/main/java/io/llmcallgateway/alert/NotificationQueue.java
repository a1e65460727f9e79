package io.llmcallgateway.alert;

import io.llmcallgateway.config.AlertSettings;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends messages to the webhook in their order, with up to three tries each, on a thread of its
/// own that starts with the first message. Thread-safe.
final class NotificationQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationQueue.class);
  private static final int MOST_WAITING = 100;
  private static final int TRIES = 3;
  private static final int GROWTH = 4; // factor of the pause between tries
  private static final Duration LEAVING = Duration.ofSeconds(2);

  private final Webhook webhook;
  private final Duration pause;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final LongAdder sent = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private @Nullable Thread thread;

  private record Waiting(AlertSettings settings, AlertNotification notice) {}

  /// @param pause the time between the first try and the second
  NotificationQueue(Webhook webhook, Duration pause) {
    this.webhook = webhook;
    this.pause = pause;
  }

  /// Adds a message, or drops it if the queue is full.
  synchronized void send(AlertSettings settings, AlertNotification notice) {
    if (closing.getCount() == 0) return;
    if (!waiting.offer(new Waiting(settings, notice))) {
      lost.increment();
      LOG.warn("an alert was not sent: {} others wait for the webhook", MOST_WAITING);
      return;
    }
    if (thread == null) thread = Thread.ofPlatform().daemon().name("webhook").start(this::run);
  }

  long sent() {
    return sent.sum();
  }

  long lost() {
    return lost.sum();
  }

  private void run() {
    try {
      while (closing.getCount() > 0) deliver(waiting.take());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closing
    }
  }

  private void deliver(Waiting message) throws InterruptedException {
    long millis = pause.toMillis();
    for (int tries = 1; ; tries++, millis *= GROWTH) {
      var outcome = webhook.post(message.settings(), message.notice());
      if (outcome.delivered()) {
        sent.increment();
        return;
      }
      if (!outcome.again() || tries == TRIES) {
        lost.increment();
        LOG.warn("an alert was not delivered after {} tries: {}", tries, outcome.answer());
        return;
      }
      if (closing.await(millis, TimeUnit.MILLISECONDS)) return;
    }
  }

  /// Drops waiting messages: a gateway that stops does not wait for a webhook.
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closing.countDown();
      running = thread;
    }
    if (running == null) return;
    running.interrupt();
    try {
      boolean ended = running.join(LEAVING);
      if (!ended) LOG.debug("the webhook's thread is still waiting for an answer");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the thread is a daemon and ends with the process
    }
  }
}

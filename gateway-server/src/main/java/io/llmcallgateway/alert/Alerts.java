package io.llmcallgateway.alert;

import io.llmcallgateway.config.AlertSettings;
import io.llmcallgateway.journal.CallListener;
import io.llmcallgateway.journal.Journal;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.record.EndedCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Monitors ended calls by the current settings, and reports alerts in the log and to the webhook
/// if there is one. Calls never wait for it. Thread-safe.
public final class Alerts implements CallListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final long PERIOD_SECONDS = 2;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final CurrentSettings settings;
  private final InstantSource clock;
  private final AlertEvaluator evaluator;
  private final NotificationQueue notifications;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("alerts").unstarted(this::run);

  /// Supplies the settings in force.
  @FunctionalInterface
  public interface CurrentSettings {
    AlertSettings alerts();
  }

  /// Creates alerts for calls that end from now on.
  public Alerts(
      CurrentSettings settings,
      JournalAccess access,
      Journal journal,
      WebhookTransport transport,
      InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.evaluator = new AlertEvaluator(clock.instant(), access, lossesOf(journal));
    this.notifications = new NotificationQueue(new Webhook(transport), FIRST_PAUSE);
  }

  private static AlertEvaluator.ShedCounts lossesOf(Journal journal) {
    return new AlertEvaluator.ShedCounts() {
      @Override
      public long records() {
        return journal.shedRecords();
      }

      @Override
      public long payloads() {
        return journal.shedPayloads();
      }
    };
  }

  /// Registers the counters of alerts and messages.
  public void count(CallMetrics metrics) {
    metrics.gauge("alerts_firing", "Alerts that have begun and are not over", evaluator::firing);
    metrics.counter("alerts_sent", "Messages that the webhook took", notifications::sent);
    metrics.counter("alerts_undelivered", "Messages that no try delivered", notifications::lost);
  }

  /// Starts the periodic evaluation, every few seconds.
  public void start() {
    thread.start();
  }

  @Override
  public void stored(List<EndedCall> calls) {
    if (settings.alerts().any()) evaluator.ended(calls);
  }

  private void run() {
    try {
      while (!closing.await(PERIOD_SECONDS, TimeUnit.SECONDS)) evaluate();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closing
    }
  }

  private void evaluate() {
    try {
      evaluate(clock.instant());
    } catch (RuntimeException e) {
      LOG.error("alerts were not looked at, the next look is soon", e);
    }
  }

  /// Evaluates the alerts once.
  void evaluate(Instant now) {
    var current = settings.alerts();
    for (var event : evaluator.evaluate(current, now)) {
      var text = AlertMessages.of(event.condition(), event.state(), current.language());
      if (event.state() == AlertNotification.State.RESOLVED) LOG.info("ALERT over: {}", text);
      else LOG.warn("ALERT: {}", text);
      if (current.webhook() == null) continue;
      notifications.send(
          current, new AlertNotification(event.condition().kind(), event.state(), text, now));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the thread is a daemon and ends with the process
    }
    notifications.close();
  }
}

package io.llmcallgateway.alert;

import io.llmcallgateway.config.AlertSettings;
import io.llmcallgateway.journal.CallListener;
import io.llmcallgateway.journal.Journal;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.record.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches ended calls by the current settings and tells what is wrong: in the log, and to the
/// webhook where there is one. Nothing of it is on the way of a call. Thread-safe.
public final class Alerts implements CallListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final long PERIOD_SECONDS = 2;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final Supplier<AlertSettings> settings;
  private final InstantSource clock;
  private final Watch watch;
  private final Delivery delivery;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("alerts").unstarted(this::run);

  /// Calls that ended before this moment make no alert.
  public Alerts(
      Supplier<AlertSettings> settings,
      JournalAccess access,
      Journal journal,
      Poster poster,
      InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.watch =
        new Watch(clock.instant(), access::calls, journal::shedRecords, journal::shedPayloads);
    this.delivery = new Delivery(new Webhook(poster), FIRST_PAUSE);
  }

  /// Counts messages for Prometheus.
  public void count(CallMetrics metrics) {
    metrics.gauge("alerts_firing", "Alerts that have begun and are not over", watch::firing);
    metrics.counter("alerts_sent", "Messages that the webhook took", delivery::sent);
    metrics.counter("alerts_undelivered", "Messages that no try delivered", delivery::lost);
  }

  /// Begins to look, every few seconds.
  public void start() {
    thread.start();
  }

  @Override
  public void stored(List<CallRecord> calls) {
    if (settings.get().any()) watch.ended(calls);
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

  /// Looks once, as the thread does.
  void evaluate(Instant now) {
    var current = settings.get();
    for (var event : watch.evaluate(current, now)) {
      var text = AlertMessages.of(event.trouble(), event.state(), current.language());
      if (event.state() == Notice.State.RESOLVED) LOG.info("ALERT over: {}", text);
      else LOG.warn("ALERT: {}", text);
      if (current.webhook() == null) continue;
      delivery.send(current, new Notice(event.trouble().kind(), event.state(), text, now));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // it is a daemon and ends by itself
    }
    delivery.close();
  }
}

package io.llmcallgateway.alert;

import io.llmcallgateway.config.AlertSettings;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides from the latest calls which alerts fire. Events are due when an alert begins, once an
/// hour while it lasts, and when it is over. Thread-safe.
final class AlertEvaluator {
  /// The number of calls below which a rate is not significant.
  static final int LEAST_CALLS = 20;

  private static final Duration REPEAT = Duration.ofHours(1);
  private static final Duration SHED_QUIET = Duration.ofMinutes(5);

  private final Instant start;
  private final Spending spending;
  private final ShedCounts losses;
  private final SlidingWindow minutes = new SlidingWindow(AlertSettings.LONGEST_WINDOW);
  private final ProviderOutages providers = new ProviderOutages();
  private final Map<String, Firing> firing = new HashMap<>();
  private boolean changed;
  private Shed shed = new Shed(0, 0, 0, 0, Instant.EPOCH);

  /// @param start the time before which ended calls cause no alert
  AlertEvaluator(Instant start, JournalAccess journal, ShedCounts losses) {
    this.start = start;
    this.spending = new Spending(journal);
    this.losses = losses;
  }

  /// The counts of what the journal had no room for since the start.
  interface ShedCounts {
    long records();

    long payloads();
  }

  /// An alert that has begun and is not over.
  private record Firing(String kind, Instant told) {}

  /// The losses at the last check, those before the alert began, and the time of the latest
  /// increase.
  private record Shed(
      long records, long payloads, long recordsBefore, long payloadsBefore, Instant grew) {}

  /// A condition with its current numbers.
  ///
  /// @param holds whether it is met
  private record Reading(AlertCondition condition, boolean holds) {}

  /// A change to be reported.
  record Event(AlertCondition condition, AlertNotification.State state) {}

  synchronized void ended(List<EndedCall> calls) {
    for (var call : calls) ended(call.record());
  }

  private void ended(CallRecord call) {
    changed = true;
    var ended = Instant.ofEpochMilli(call.startedAt() + call.timing().total() / 1_000);
    if (ended.isBefore(start)) return;
    // calls that clients cancelled or the gateway refused say nothing about the providers
    boolean failed = call.state() == CallRecord.State.ERROR;
    if (failed || call.state() == CallRecord.State.SUCCESS) {
      minutes.add(ended, failed, call.timing().total());
    }
    for (var attempt : call.attempts()) providers.add(attempt, ended);
  }

  /// Returns the number of alerts that have begun and are not over.
  synchronized long firing() {
    return firing.size();
  }

  /// Returns the changes to report at an instant. To be called by one thread. The lock is not held
  /// while the journal is read: the thread that reports ended calls, which fills the journal, takes
  /// it too.
  List<Event> evaluate(AlertSettings settings, Instant now) {
    boolean watchesSpending = settings.spendHour() >= 0 || settings.spendDay() >= 0;
    return evaluate(settings, now, watchesSpending ? spending.at(now, takeChanged()) : null);
  }

  private synchronized boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  private synchronized List<Event> evaluate(
      AlertSettings settings, Instant now, Spending.@Nullable Sums spent) {
    var watched = settings.watched();
    firing.values().removeIf(each -> !watched.contains(each.kind()));
    var events = new ArrayList<Event>();
    for (var reading : readings(settings, now, spent)) {
      var condition = reading.condition();
      var before = firing.get(condition.key());
      if (!reading.holds()) {
        if (before == null) continue;
        firing.remove(condition.key());
        events.add(new Event(condition, AlertNotification.State.RESOLVED));
      } else if (before == null || !now.isBefore(before.told().plus(REPEAT))) {
        firing.put(condition.key(), new Firing(condition.kind(), now));
        events.add(
            new Event(
                condition,
                before == null ? AlertNotification.State.FIRING : AlertNotification.State.LASTING));
      }
    }
    return events;
  }

  private List<Reading> readings(
      AlertSettings settings, Instant now, Spending.@Nullable Sums spent) {
    var readings = new ArrayList<Reading>();
    var errorRate = settings.errorRate();
    if (errorRate != null) readings.add(errors(errorRate, now));
    var latency = settings.latency();
    if (latency != null) readings.add(latency(latency, now));
    if (spent != null) {
      spend(readings, false, spent.hour(), settings.spendHour());
      spend(readings, true, spent.day(), settings.spendDay());
    }
    lookAtShed(now);
    if (settings.shed()) readings.add(shed(now));
    var down = settings.providerDown();
    if (down != null) {
      for (var each : providers.standings(now, down)) {
        readings.add(new Reading(each.down(), each.holds()));
      }
    }
    return readings;
  }

  /// True if there are enough calls: a minimum to begin an alert, one to keep it.
  private boolean enough(long calls, String key) {
    return calls >= (firing.containsKey(key) ? 1 : LEAST_CALLS);
  }

  private Reading errors(AlertSettings.ErrorRate rule, Instant now) {
    var window = minutes.window(now, rule.window());
    var condition =
        new AlertCondition.Errors(window.errors(), window.calls(), rule.percent(), rule.window());
    boolean holds =
        enough(window.calls(), condition.key()) && condition.percent() >= rule.percent();
    return new Reading(condition, holds);
  }

  private Reading latency(AlertSettings.Latency rule, Instant now) {
    var window = minutes.window(now, rule.window());
    long micros = window.latency().quantile(rule.percentile() / 100);
    var condition =
        new AlertCondition.Slow(
            rule.percentile(), micros, window.calls(), rule.most(), rule.window());
    boolean holds =
        enough(window.calls(), condition.key()) && micros > rule.most().toNanos() / 1_000;
    return new Reading(condition, holds);
  }

  private static void spend(List<Reading> readings, boolean day, long nanos, long limit) {
    if (limit < 0 || nanos < 0) return;
    readings.add(new Reading(new AlertCondition.Spend(day, nanos, limit), nanos >= limit));
  }

  private void lookAtShed(Instant now) {
    long records = losses.records();
    long payloads = losses.payloads();
    if (records == shed.records() && payloads == shed.payloads()) return;
    boolean goesOn = now.isBefore(shed.grew().plus(SHED_QUIET));
    shed =
        new Shed(
            records,
            payloads,
            goesOn ? shed.recordsBefore() : shed.records(),
            goesOn ? shed.payloadsBefore() : shed.payloads(),
            now);
  }

  private Reading shed(Instant now) {
    return new Reading(
        new AlertCondition.Shed(
            shed.records() - shed.recordsBefore(), shed.payloads() - shed.payloadsBefore()),
        now.isBefore(shed.grew().plus(SHED_QUIET)));
  }
}

package io.llmcallgateway.alert;

import io.llmcallgateway.config.AlertSettings;
import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.model.record.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells what is known of the latest calls, and which alerts that makes. An alert is told when it
/// begins, once an hour while it lasts, and when it is over. Thread-safe.
final class Watch {
  /// Below so many calls a rate says nothing.
  static final int LEAST_CALLS = 20;

  private static final Duration REPEAT = Duration.ofHours(1);
  private static final Duration SHED_QUIET = Duration.ofMinutes(5);

  private final Instant start;
  private final Spending spending;
  private final LongSupplier shedRecords;
  private final LongSupplier shedPayloads;
  private final MinuteRing minutes = new MinuteRing(AlertSettings.LONGEST_WINDOW);
  private final Providers providers = new Providers();
  private final Map<String, Firing> firing = new HashMap<>();
  private boolean changed;
  private Shed shed = new Shed(0, 0, 0, 0, Instant.EPOCH);

  /// @param start calls that ended before it make no alert
  Watch(
      Instant start,
      Supplier<CallReader> calls,
      LongSupplier shedRecords,
      LongSupplier shedPayloads) {
    this.start = start;
    this.spending = new Spending(calls);
    this.shedRecords = shedRecords;
    this.shedPayloads = shedPayloads;
  }

  /// An alert that has begun and is not over.
  private record Firing(String kind, Instant told) {}

  /// Holds what was lost when it was last looked, what had been before it began, and when it grew.
  private record Shed(
      long records, long payloads, long recordsBefore, long payloadsBefore, Instant grew) {}

  /// A thing that is watched, as it stands.
  private record Reading(AlertCondition trouble, boolean holds) {}

  /// Something to be told.
  record Event(AlertCondition trouble, Notice.State state) {}

  synchronized void ended(List<CallRecord> calls) {
    for (var call : calls) ended(call);
  }

  private void ended(CallRecord call) {
    changed = true;
    var ended = Instant.ofEpochMilli(call.startedAt() + call.timing().total() / 1_000);
    if (ended.isBefore(start)) return;
    // what clients left, or the gateway refused, says nothing about how calls are going
    boolean failed = call.state() == CallRecord.State.ERROR;
    if (failed || call.state() == CallRecord.State.SUCCESS) {
      minutes.add(ended, failed, call.timing().total());
    }
    for (var attempt : call.attempts()) providers.add(attempt, ended);
  }

  /// How many alerts have begun and are not over.
  synchronized long firing() {
    return firing.size();
  }

  /// What is to be told at an instant. The lock is not held while the journal is read: the thread
  /// that tells of ended calls, which fills the journal, takes it too. One thread.
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
      var trouble = reading.trouble();
      var before = firing.get(trouble.key());
      if (!reading.holds()) {
        if (before == null) continue;
        firing.remove(trouble.key());
        events.add(new Event(trouble, Notice.State.RESOLVED));
      } else if (before == null || !now.isBefore(before.told().plus(REPEAT))) {
        firing.put(trouble.key(), new Firing(trouble.kind(), now));
        events.add(new Event(trouble, before == null ? Notice.State.FIRING : Notice.State.LASTING));
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

  /// It takes some calls to begin an alert, and one to keep it.
  private boolean enough(long calls, String key) {
    return calls >= (firing.containsKey(key) ? 1 : LEAST_CALLS);
  }

  private Reading errors(AlertSettings.ErrorRate rule, Instant now) {
    var window = minutes.window(now, rule.window());
    var trouble =
        new AlertCondition.Errors(window.errors(), window.calls(), rule.percent(), rule.window());
    boolean holds = enough(window.calls(), trouble.key()) && trouble.percent() >= rule.percent();
    return new Reading(trouble, holds);
  }

  private Reading latency(AlertSettings.Latency rule, Instant now) {
    var window = minutes.window(now, rule.window());
    long micros = window.latency().quantile(rule.percentile() / 100);
    var trouble =
        new AlertCondition.Slow(
            rule.percentile(), micros, window.calls(), rule.most(), rule.window());
    boolean holds = enough(window.calls(), trouble.key()) && micros > rule.most().toNanos() / 1_000;
    return new Reading(trouble, holds);
  }

  private static void spend(List<Reading> readings, boolean day, long nanos, long limit) {
    if (limit < 0 || nanos < 0) return;
    readings.add(new Reading(new AlertCondition.Spend(day, nanos, limit), nanos >= limit));
  }

  private void lookAtShed(Instant now) {
    long records = shedRecords.getAsLong();
    long payloads = shedPayloads.getAsLong();
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

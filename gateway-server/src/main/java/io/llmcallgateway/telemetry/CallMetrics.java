package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.CallRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonGenerator;

/// What calls add up to: totals since a start, per model, per hour, and for Prometheus. Any thread
/// may count; nothing waits.
public final class CallMetrics {
  public static final String PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /// The most hours that `trends` knows.
  public static final int MOST_HOURS = 168;

  private static final int MINUTES = 60;
  private static final int SECONDS_OF_HOUR = 3_600;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

  private final InstantSource clock;
  private final ZoneId zone;
  private final LongSupplier droppedLogLines;
  private final LongAdder active = new LongAdder();
  private final TimeRing minutes = new TimeRing(MINUTES + 1);
  private final TimeRing hours = new TimeRing(MOST_HOURS + 1);
  private final int hourShift; // seconds: zones with half hours have their own hour starts
  private final PrometheusMeters prometheus;
  private volatile Totals totals;

  public CallMetrics(InstantSource clock) {
    this(clock, ZoneId.systemDefault(), () -> 0);
  }

  public CallMetrics(InstantSource clock, ZoneId zone, LongSupplier droppedLogLines) {
    this.clock = clock;
    this.zone = zone;
    this.droppedLogLines = droppedLogLines;
    var now = clock.instant();
    hourShift = Math.floorMod(zone.getRules().getOffset(now).getTotalSeconds(), SECONDS_OF_HOUR);
    totals = new Totals(now);
    prometheus = new PrometheusMeters();
    prometheus.gauge("active_requests", "Calls being served now", this::active);
    prometheus.counter("log_lines_dropped", "Log lines that were lost", droppedLogLines);
  }

  /// A call was accepted; it will end.
  public void started() {
    active.increment();
  }

  /// A call that had started has ended.
  public void ended(CallRecord call) {
    active.decrement();
    var usage = call.usage();
    long tokens = usage == null ? 0 : usage.total();
    long second = clock.instant().getEpochSecond();
    totals.add(call, tokens);
    minutes.add(Math.floorDiv(second, 60), call, tokens);
    hours.add(hour(second), call, tokens);
    prometheus.ended(call);
  }

  /// A request was refused before it became a call.
  public void rejected(Failure.Kind kind) {
    prometheus.rejected(kind);
  }

  /// A number that Prometheus reads when it scrapes, under `llmcallgateway_<name>`.
  public void gauge(String name, String help, LongSupplier value) {
    prometheus.gauge(name, help, value);
  }

  /// The same for what only grows, under `llmcallgateway_<name>_total`.
  public void counter(String name, String help, LongSupplier value) {
    prometheus.counter(name, help, value);
  }

  /// The totals (not the trends) start now.
  public void reset() {
    totals = new Totals(clock.instant());
  }

  /// The totals as a JSON object.
  public byte[] totals() {
    var now = clock.instant();
    var counted = totals;
    return MetricsJson.object(
        out -> {
          MetricsJson.totals(out, counted);
          out.writeNumberProperty("active_requests", active());
          lastHour(out, Math.floorDiv(now.getEpochSecond(), 60));
          out.writeNumberProperty("dropped_log_lines", droppedLogLines.getAsLong());
          out.writeStringProperty("since", counted.since.toString());
          out.writeBooleanProperty("persistent", false);
          out.writeStringProperty("note", "The numbers start anew with each start of the gateway.");
        });
  }

  private void lastHour(JsonGenerator out, long minute) {
    long requests = 0;
    long tokens = 0;
    for (long number = minute - MINUTES + 1; number <= minute; number++) {
      var bucket = minutes.at(number);
      requests += bucket.requests.sum();
      tokens += bucket.tokens.sum();
    }
    out.writeNumberProperty("requests_per_hour", requests);
    out.writeNumberProperty("tokens_per_hour", tokens);
  }

  /// The totals by the model that clients named, as a JSON object.
  public byte[] models() {
    var counted = totals;
    return MetricsJson.object(out -> MetricsJson.models(out, counted));
  }

  /// The latest hours as parallel arrays in a JSON object, the current hour last.
  ///
  /// @param count 1 to `MOST_HOURS`
  public byte[] trends(int count) {
    if (count < 1 || count > MOST_HOURS) throw new IllegalArgumentException("hours: " + count);
    long last = hour(clock.instant().getEpochSecond());
    return MetricsJson.object(
        out -> {
          array(out, "hours", last, count, number -> out.writeString(start(number)));
          array(out, "requests", last, count, at -> out.writeNumber(hours.at(at).requests.sum()));
          array(out, "tokens", last, count, at -> out.writeNumber(hours.at(at).tokens.sum()));
          array(out, "latency", last, count, at -> out.writeNumber(latency(at)));
          array(out, "errors", last, count, at -> out.writeNumber(hours.at(at).errors.sum()));
        });
  }

  private static void array(
      JsonGenerator out, String name, long last, int count, Consumer<Long> element) {
    out.writeArrayPropertyStart(name);
    for (long number = last - count + 1; number <= last; number++) element.accept(number);
    out.writeEndArray();
  }

  private double latency(long number) {
    var bucket = hours.at(number);
    return Totals.average(bucket.micros.sum(), bucket.requests.sum());
  }

  private long hour(long epochSecond) {
    return Math.floorDiv(epochSecond + hourShift, (long) SECONDS_OF_HOUR);
  }

  private String start(long number) {
    return HOUR.format(Instant.ofEpochSecond(number * SECONDS_OF_HOUR - hourShift).atZone(zone));
  }

  /// The same and more in Prometheus' text form.
  public String prometheus() {
    return prometheus.text();
  }

  private long active() {
    return Math.max(0, active.sum());
  }
}

package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.CallRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// What only the process knows of its calls: those under way, and the meters that Prometheus
/// scrapes. Any thread may count; nothing waits. What calls add up to over time is in the journal.
public final class CallMetrics {
  public static final String PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final LongSupplier droppedLogLines;
  private final Map<String, LongSupplier> counters = new ConcurrentHashMap<>();
  private final LongAdder active = new LongAdder();
  private final PrometheusMeters prometheus = new PrometheusMeters();

  public CallMetrics(LongSupplier droppedLogLines) {
    this.droppedLogLines = droppedLogLines;
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

  /// The same for a number that only grows, under `llmcallgateway_<name>_total`.
  public void counter(String name, String help, LongSupplier value) {
    prometheus.counter(name, help, value);
    counters.put(name, value);
  }

  /// What a counter of that name says; 0 where there is none.
  public long counted(String name) {
    var counter = counters.get(name);
    return counter == null ? 0 : counter.getAsLong();
  }

  /// Calls being served now.
  public long active() {
    return Math.max(0, active.sum());
  }

  /// Log lines that were lost since the start.
  public long droppedLogLines() {
    return droppedLogLines.getAsLong();
  }

  /// Everything counted since the start, in Prometheus' text form.
  public String prometheus() {
    return prometheus.text();
  }
}

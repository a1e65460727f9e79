package io.llmcallgateway.metrics;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.CallRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what only the process knows of its calls: those under way, and the meters that Prometheus
/// scrapes. Any thread may count; nothing waits. What calls add up to over time is in the journal.
public final class CallMetrics {
  public static final String PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /// Where the journal does not keep up, calls are counted as they ended.
  private static final int MOST_ESTIMATING = 10_000;

  /// Counts the log lines that were lost since the start.
  @FunctionalInterface
  public interface DroppedLogLines {
    long count();
  }

  /// Reads the current value of a gauge or a counter.
  @FunctionalInterface
  public interface Measurement {
    /// Returns the current value.
    long read();
  }

  private final DroppedLogLines droppedLogLines;
  private final Map<String, Measurement> counters = new ConcurrentHashMap<>();
  private final LongAdder active = new LongAdder();
  private final PrometheusMeters prometheus;
  private final Set<CallId> estimating = ConcurrentHashMap.newKeySet();

  public CallMetrics(DroppedLogLines droppedLogLines, ConfiguredModels configured) {
    this.prometheus = new PrometheusMeters(configured);
    this.droppedLogLines = droppedLogLines;
    prometheus.gauge("active_requests", "Calls being served now", this::active);
    prometheus.counter("log_lines_dropped", "Log lines that were lost", droppedLogLines::count);
  }

  /// Counts a call that was accepted. It will end.
  public void started() {
    active.increment();
  }

  /// Counts the end of a call that had started.
  ///
  /// @param estimated whether what it used is estimated later: see `estimated`
  public void ended(CallRecord call, boolean estimated) {
    active.decrement();
    boolean waits = estimated && estimating.size() < MOST_ESTIMATING;
    if (waits) estimating.add(call.id());
    prometheus.ended(call, waits);
  }

  /// Counts what calls used that are in the journal now. Those that waited for it are counted as
  /// they are there, so that both say the same.
  public void estimated(List<CallRecord> calls) {
    if (estimating.isEmpty()) return;
    for (var call : calls) if (estimating.remove(call.id())) prometheus.used(call);
  }

  /// Counts a request that was refused before it became a call.
  public void rejected(Failure.Kind kind) {
    prometheus.rejected(kind);
  }

  /// Registers a number that Prometheus reads when it scrapes, under `llmcallgateway_<name>`.
  public void gauge(String name, String help, Measurement value) {
    prometheus.gauge(name, help, value);
  }

  /// Registers a number that only grows, under `llmcallgateway_<name>_total`.
  public void counter(String name, String help, Measurement value) {
    prometheus.counter(name, help, value);
    counters.put(name, value);
  }

  /// The value of the counter of that name; 0 where there is none.
  public long counted(String name) {
    var counter = counters.get(name);
    return counter == null ? 0 : counter.read();
  }

  /// The number of calls being served now.
  public long active() {
    return Math.max(0, active.sum());
  }

  /// The number of log lines that were lost since the start.
  public long droppedLogLines() {
    return droppedLogLines.count();
  }

  /// Everything counted since the start, in Prometheus' text form.
  public String prometheus() {
    return prometheus.text();
  }
}

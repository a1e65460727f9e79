package io.llmcallgateway.metrics;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts the calls of this process: those in progress, and the meters that Prometheus scrapes.
/// Thread-safe and without blocking. Totals over time are in the journal.
public final class CallMetrics {
  public static final String PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /// The number of calls that may wait for an estimate. Beyond it, when the journal does not keep
  /// up, calls are counted without one.
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

  /// Counts an accepted call. `ended` must follow.
  public void started() {
    active.increment();
  }

  /// Counts the end of a started call.
  ///
  /// @param estimated whether its usage is estimated later, see `estimated`
  public void ended(CallRecord call, boolean estimated) {
    active.decrement();
    boolean waits = estimated && estimating.size() < MOST_ESTIMATING;
    if (waits) estimating.add(call.id());
    prometheus.ended(call, waits);
  }

  /// Counts the usage of calls that waited for an estimate and are in the journal now, so that the
  /// metrics agree with the journal.
  public void estimated(List<EndedCall> calls) {
    if (estimating.isEmpty()) return;
    for (var call : calls) {
      var record = call.record();
      if (estimating.remove(record.id())) prometheus.used(record);
    }
  }

  /// Counts a request that was refused before it became a call.
  public void rejected(Failure.Kind kind) {
    prometheus.rejected(kind);
  }

  /// Registers a gauge that is read at each scrape, as `llmcallgateway_<name>`.
  public void gauge(String name, String help, Measurement value) {
    prometheus.gauge(name, help, value);
  }

  /// Registers a counter that is read at each scrape, as `llmcallgateway_<name>_total`.
  public void counter(String name, String help, Measurement value) {
    prometheus.counter(name, help, value);
    counters.put(name, value);
  }

  /// Returns the value of a counter; 0 if there is none of that name.
  public long counted(String name) {
    var counter = counters.get(name);
    return counter == null ? 0 : counter.read();
  }

  /// Returns the number of calls being served now.
  public long active() {
    return Math.max(0, active.sum());
  }

  /// Returns the number of log lines that were lost since the start.
  public long droppedLogLines() {
    return droppedLogLines.count();
  }

  /// Returns all metrics in Prometheus' text format.
  public String prometheus() {
    return prometheus.text();
  }
}

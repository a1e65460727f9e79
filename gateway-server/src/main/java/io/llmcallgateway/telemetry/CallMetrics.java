package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.Failure;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/// What calls add up to: totals since the start, per model, per hour, and for Prometheus.
public final class CallMetrics {
  public static final String PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  public CallMetrics(InstantSource clock) {
    this(clock, ZoneId.systemDefault(), () -> 0);
  }

  public CallMetrics(InstantSource clock, ZoneId zone, LongSupplier droppedLogLines) {}

  public void started() {}

  public void ended(CallSummary summary) {}

  public void rejected(Failure.Kind kind) {}

  public void gauge(String name, String help, LongSupplier value) {}

  public void reset() {}

  public byte[] totals() {
    return "{}".getBytes(StandardCharsets.UTF_8);
  }

  public byte[] models() {
    return totals();
  }

  public byte[] trends(int hours) {
    return totals();
  }

  public String prometheus() {
    return "";
  }
}

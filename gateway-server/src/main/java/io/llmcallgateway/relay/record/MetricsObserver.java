package io.llmcallgateway.relay.record;

import io.llmcallgateway.journal.ActiveCall;
import io.llmcallgateway.meter.UsageEstimator;
import io.llmcallgateway.metrics.CallMetrics;

/// Counts calls.
public final class MetricsObserver implements CallObserver {
  private final CallMetrics metrics;

  public MetricsObserver(CallMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void started(CallIdentity call, ActiveCall active) {
    metrics.started();
  }

  @Override
  public void ended(CallIdentity call, CallEnd end) {
    metrics.ended(end.record(), call.keepsPayloads() && UsageEstimator.wanted(end.record()));
  }
}

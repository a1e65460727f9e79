package io.llmcallgateway.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;

/// Counts failed metric reports. After its end it sends nothing more, so that closing the meter
/// provider does not wait for the collector a second time.
final class CountingMetricExporter implements MetricExporter {
  private final MetricExporter exporter;
  private final ExportLosses losses;
  private volatile boolean ended;

  CountingMetricExporter(MetricExporter exporter, ExportLosses losses) {
    this.exporter = exporter;
    this.losses = losses;
  }

  void end() {
    ended = true;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    if (ended) return CompletableResultCode.ofSuccess();
    var result = exporter.export(metrics);
    return result.whenComplete(
        () -> {
          if (!result.isSuccess()) losses.metricReport();
        });
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return exporter.getAggregationTemporality(type);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return exporter.getDefaultAggregation(type);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return exporter.getMemoryMode();
  }
}

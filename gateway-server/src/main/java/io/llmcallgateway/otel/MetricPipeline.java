package io.llmcallgateway.otel;

import io.llmcallgateway.config.OtelSettings;
import io.llmcallgateway.model.record.CallRecord;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;

/// Sends the metrics of ended calls at an interval. Not thread-safe.
final class MetricPipeline {
  private final CountingMetricExporter exporter;
  private final SdkMeterProvider provider;
  private final CallMeters meters;

  MetricPipeline(
      URI endpoint,
      OtelSettings settings,
      CollectorConnection collector,
      Resource resource,
      String version,
      SemanticConventions conventions,
      ExportLosses losses) {
    var sending = OtlpHttpMetricExporter.builder().setEndpoint(endpoint.toString());
    settings.headers().forEach((name, value) -> sending.addHeader(name, value.reveal()));
    var proxy = collector.proxy(endpoint);
    if (proxy != null) {
      sending.setProxyOptions(CollectorConnection.options(proxy));
      CollectorConnection.credentials(proxy, sending::addHeader);
    }
    var own = collector.authorities();
    if (own != null) sending.setSslContext(own.context(), own.trust());
    exporter = new CountingMetricExporter(sending.build(), losses);
    provider =
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerMetricReader(
                PeriodicMetricReader.builder(exporter).setInterval(settings.interval()).build())
            .build();
    var scope =
        provider.meterBuilder(OtelPipeline.SCOPE).setInstrumentationVersion(version).build();
    meters = new CallMeters(scope, conventions);
  }

  void add(CallRecord call) {
    meters.add(call);
  }

  /// Sends a report now.
  CompletableResultCode flush() {
    return provider.forceFlush();
  }

  void close() {
    exporter.end();
    provider.close();
  }
}

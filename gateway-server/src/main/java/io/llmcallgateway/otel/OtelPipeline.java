package io.llmcallgateway.otel;

import io.llmcallgateway.config.OtelSettings;
import io.llmcallgateway.model.record.CallRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends the spans and metrics of ended calls with OpenTelemetry's SDK, as configured. Not
/// thread-safe.
final class OtelPipeline {
  static final String SCOPE = "io.llmcallgateway";

  private static final String SERVICE = "service.name";
  private static final Duration SPANS_STOP = Duration.ofSeconds(2);
  private static final Duration METRICS_STOP = Duration.ofSeconds(1);

  private final SdkLogHandler log;
  private final ExportLosses losses;
  private final @Nullable TracePipeline traces;
  private final @Nullable MetricPipeline metrics;

  OtelPipeline(
      OtelSettings settings, CollectorConnection collector, String version, ExportLosses losses) {
    this.losses = losses;
    this.log = new SdkLogHandler(losses);
    var conventions = new SemanticConventions();
    var resource = resource(settings, version);
    var tracesEndpoint = settings.traces();
    traces =
        tracesEndpoint == null
            ? null
            : new TracePipeline(
                tracesEndpoint, settings, collector, resource, version, conventions, losses);
    var metricsEndpoint = settings.metrics();
    metrics =
        metricsEndpoint == null
            ? null
            : new MetricPipeline(
                metricsEndpoint, settings, collector, resource, version, conventions, losses);
  }

  private static Resource resource(OtelSettings settings, String version) {
    var described = Attributes.builder();
    described.put("service.version", version);
    settings.resource().forEach(described::put);
    boolean named = !settings.service().equals(OtelSettings.NONE.service());
    if (named || !settings.resource().containsKey(SERVICE)) {
      described.put(SERVICE, settings.service());
    }
    return Resource.getDefault().merge(Resource.create(described.build()));
  }

  void add(CallRecord call) {
    if (metrics != null) metrics.add(call);
    if (traces != null) traces.add(call);
  }

  /// Sends the waiting spans and metrics, within a few seconds.
  void finish() {
    var flushed = metrics == null ? null : metrics.flush();
    if (traces != null) traces.finish(SPANS_STOP);
    if (flushed != null) flushed.join(METRICS_STOP.toNanos(), TimeUnit.NANOSECONDS);
    losses.report(true);
    if (metrics != null) metrics.close();
    if (traces != null) traces.close();
    log.close();
  }
}

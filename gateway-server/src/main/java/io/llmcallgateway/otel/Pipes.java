package io.llmcallgateway.otel;

import io.llmcallgateway.config.OtelSettings;
import io.llmcallgateway.model.record.CallRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// OpenTelemetry's parts as the settings want them. Of one thread.
final class Pipes {
  private static final String SCOPE = "io.llmcallgateway";
  private static final String SERVICE = "service.name";
  private static final long SPANS_END_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long METRICS_END_SECONDS = 1;

  private final LibraryLog log;
  private final Losses losses;
  private final @Nullable SpanExporter exporter;
  private final @Nullable Outbox outbox;
  private final @Nullable CallSpans spans;
  private final @Nullable SdkMeterProvider meterProvider;
  private final @Nullable MetricSending metrics;
  private final @Nullable CallMeters meters;

  Pipes(OtelSettings settings, Way way, String version, Losses losses) {
    this.losses = losses;
    this.log = new LibraryLog(losses::because);
    var conventions = new Conventions();
    var resource = resource(settings, version);
    var traces = text(settings.traces());
    if (traces == null) {
      exporter = null;
      outbox = null;
      spans = null;
    } else {
      var sending = OtlpHttpSpanExporter.builder().setEndpoint(traces);
      settings.headers().forEach((name, value) -> sending.addHeader(name, value.reveal()));
      var proxy = way.proxy(traces);
      if (proxy != null) {
        sending.setProxy(Way.options(proxy));
        Way.credentials(proxy, sending::addHeader);
      }
      var own = way.authorities();
      if (own != null) sending.setSslContext(own.context(), own.trust());
      exporter = sending.build();
      outbox = new Outbox(exporter, losses);
      var provider =
          SdkTracerProvider.builder()
              .setResource(resource)
              .setSampler(sampler(settings))
              .addSpanProcessor(outbox)
              .build();
      var tracer = provider.tracerBuilder(SCOPE).setInstrumentationVersion(version).build();
      spans = new CallSpans(tracer, conventions, settings.content());
    }
    var reports = text(settings.metrics());
    if (reports == null) {
      metrics = null;
      meterProvider = null;
      meters = null;
    } else {
      var sending = OtlpHttpMetricExporter.builder().setEndpoint(reports);
      settings.headers().forEach((name, value) -> sending.addHeader(name, value.reveal()));
      var proxy = way.proxy(reports);
      if (proxy != null) {
        sending.setProxyOptions(Way.options(proxy));
        Way.credentials(proxy, sending::addHeader);
      }
      var own = way.authorities();
      if (own != null) sending.setSslContext(own.context(), own.trust());
      metrics = new MetricSending(sending.build(), losses);
      meterProvider =
          SdkMeterProvider.builder()
              .setResource(resource)
              .registerMetricReader(
                  PeriodicMetricReader.builder(metrics).setInterval(settings.interval()).build())
              .build();
      meters =
          new CallMeters(
              meterProvider.meterBuilder(SCOPE).setInstrumentationVersion(version).build(),
              conventions);
    }
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

  private static Sampler sampler(OtelSettings settings) {
    var byRatio = Sampler.traceIdRatioBased(settings.ratio());
    return switch (settings.sampler()) {
      case PARENTBASED_ALWAYS_ON -> Sampler.parentBased(Sampler.alwaysOn());
      case PARENTBASED_ALWAYS_OFF -> Sampler.parentBased(Sampler.alwaysOff());
      case PARENTBASED_TRACEIDRATIO -> Sampler.parentBased(byRatio);
      case ALWAYS_ON -> Sampler.alwaysOn();
      case ALWAYS_OFF -> Sampler.alwaysOff();
      case TRACEIDRATIO -> byRatio;
    };
  }

  private static @Nullable String text(@Nullable URI url) {
    return url == null ? null : url.toString();
  }

  void add(CallRecord call) {
    if (meters != null) meters.add(call);
    if (spans != null) spans.add(call);
  }

  void tend() {
    if (outbox != null) outbox.tend();
    losses.tell(false);
  }

  /// Sends what is there, for a few seconds at most.
  void finish() {
    CompletableResultCode flushed = null;
    if (meterProvider != null) flushed = meterProvider.forceFlush();
    if (outbox != null) outbox.finish(SPANS_END_NANOS);
    if (flushed != null) flushed.join(METRICS_END_SECONDS, TimeUnit.SECONDS);
    losses.tell(true);
    if (metrics != null) metrics.end();
    if (meterProvider != null) meterProvider.close();
    if (exporter != null) exporter.close();
    log.close();
  }
}

package io.llmcallgateway.otel;

import io.llmcallgateway.config.OtelSettings;
import io.llmcallgateway.model.record.CallRecord;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;

/// Sends the spans of ended calls. Not thread-safe.
final class TracePipeline {
  private final OtlpHttpSpanExporter exporter;
  private final CountingSpanProcessor processor;
  private final CallSpans spans;

  TracePipeline(
      URI endpoint,
      OtelSettings settings,
      CollectorConnection collector,
      Resource resource,
      String version,
      SemanticConventions conventions,
      ExportLosses losses) {
    var sending = OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString());
    settings.headers().forEach((name, value) -> sending.addHeader(name, value.reveal()));
    var proxy = collector.proxy(endpoint);
    if (proxy != null) {
      sending.setProxy(CollectorConnection.options(proxy));
      CollectorConnection.credentials(proxy, sending::addHeader);
    }
    var own = collector.authorities();
    if (own != null) sending.setSslContext(own.context(), own.trust());
    exporter = sending.build();
    processor = new CountingSpanProcessor(exporter, losses);
    var provider =
        SdkTracerProvider.builder()
            .setResource(resource)
            .setSampler(sampler(settings))
            .addSpanProcessor(processor)
            .build();
    var tracer =
        provider.tracerBuilder(OtelPipeline.SCOPE).setInstrumentationVersion(version).build();
    spans = new CallSpans(tracer, conventions, settings.content());
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

  void add(CallRecord call) {
    spans.add(call);
  }

  /// Sends the waiting spans within a time; the rest is lost.
  void finish(Duration patience) {
    processor.finish(patience);
  }

  void close() {
    processor.shutdown(); // its thread ends asynchronously
    exporter.close();
  }
}

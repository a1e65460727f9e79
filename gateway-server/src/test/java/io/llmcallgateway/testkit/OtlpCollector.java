package io.llmcallgateway.testkit;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An OpenTelemetry collector on loopback that accepts everything and parses it.
public final class OtlpCollector implements AutoCloseable {
  private final ScriptedUpstream server;

  public OtlpCollector() throws IOException {
    server = ScriptedUpstream.start();
    reset();
  }

  public void reset() {
    server.reset();
    server.always(Scripts.answer(200, "", "Content-Type: application/x-protobuf"));
  }

  public ScriptedUpstream server() {
    return server;
  }

  public String endpoint() {
    return server.uri().toString();
  }

  public List<Received> requests(String path) {
    return server.requests().stream().filter(each -> each.target().equals(path)).toList();
  }

  public List<ResourceSpans> resources() throws InvalidProtocolBufferException {
    var all = new ArrayList<ResourceSpans>();
    for (var request : requests("/v1/traces")) {
      all.addAll(ExportTraceServiceRequest.parseFrom(request.body()).getResourceSpansList());
    }
    return all;
  }

  public List<Span> spans() throws InvalidProtocolBufferException {
    return resources().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /// The newest report of a metric, or an empty one.
  public Metric metric(String name) throws InvalidProtocolBufferException {
    var newest = Metric.getDefaultInstance();
    for (var request : requests("/v1/metrics")) {
      for (var resource :
          ExportMetricsServiceRequest.parseFrom(request.body()).getResourceMetricsList()) {
        for (var scope : resource.getScopeMetricsList()) {
          for (var metric : scope.getMetricsList()) {
            if (metric.getName().equals(name)) newest = metric;
          }
        }
      }
    }
    return newest;
  }

  public static Map<String, Object> attributes(List<KeyValue> given) {
    var all = new TreeMap<String, Object>();
    for (var each : given) all.put(each.getKey(), value(each.getValue()));
    return all;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(OtlpCollector::value).toList();
      default -> throw new AssertionError("an attribute of the kind " + value.getValueCase());
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

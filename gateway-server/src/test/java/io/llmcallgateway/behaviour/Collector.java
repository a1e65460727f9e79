package io.llmcallgateway.behaviour;

import com.google.protobuf.InvalidProtocolBufferException;
import io.llmcallgateway.testkit.Received;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
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

/// An OpenTelemetry collector on loopback: takes all and reads what it got.
final class Collector implements AutoCloseable {
  private final ScriptedUpstream server;

  Collector() throws IOException {
    server = ScriptedUpstream.start();
    reset();
  }

  void reset() {
    server.reset();
    server.always(Scripts.answer(200, "", "Content-Type: application/x-protobuf"));
  }

  ScriptedUpstream server() {
    return server;
  }

  String endpoint() {
    return server.uri().toString();
  }

  List<Received> requests(String path) {
    return server.requests().stream().filter(each -> each.target().equals(path)).toList();
  }

  List<ResourceSpans> resources() throws InvalidProtocolBufferException {
    var all = new ArrayList<ResourceSpans>();
    for (var request : requests("/v1/traces")) {
      all.addAll(ExportTraceServiceRequest.parseFrom(request.body()).getResourceSpansList());
    }
    return all;
  }

  List<Span> spans() throws InvalidProtocolBufferException {
    return resources().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /// The newest report of each metric.
  Map<String, Metric> metrics() throws InvalidProtocolBufferException {
    var newest = new TreeMap<String, Metric>();
    for (var request : requests("/v1/metrics")) {
      ExportMetricsServiceRequest.parseFrom(request.body()).getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .forEach(metric -> newest.put(metric.getName(), metric));
    }
    return newest;
  }

  static Map<String, Object> attributes(List<KeyValue> given) {
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
          value.getArrayValue().getValuesList().stream().map(Collector::value).toList();
      default -> throw new AssertionError("an attribute of the kind " + value.getValueCase());
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package io.llmcallgateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the settings that OpenTelemetry's specification names. An endpoint for all has each
/// signal's path appended, an endpoint of one signal is taken as it is.
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter/
final class OtelSection {
  private static final int LONGEST_INTERVAL = 86_400_000; // a day, in milliseconds

  /// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

  private OtelSection() {}

  static OtelSettings read(NamedSettingValues values, int ownPort, ProblemList problems) {
    var all = url(values, NamedSetting.OTEL_EXPORTER_OTLP_ENDPOINT, ownPort, problems);
    var traces = url(values, NamedSetting.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, ownPort, problems);
    var metrics = url(values, NamedSetting.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, ownPort, problems);
    if (traces == null && all != null) traces = URI.create(all + "/v1/traces");
    if (metrics == null && all != null) metrics = URI.create(all + "/v1/metrics");
    var headers = new LinkedHashMap<String, Secret>();
    pairs(values, NamedSetting.OTEL_EXPORTER_OTLP_HEADERS, problems)
        .forEach(
            (name, value) -> {
              if (!name.matches(TOKEN) || !value.matches("[\\x20-\\x7e]*")) {
                problems.add(
                    values.name(NamedSetting.OTEL_EXPORTER_OTLP_HEADERS),
                    "has a header with characters that headers cannot hold");
              }
              headers.put(name, new Secret(value));
            });
    return new OtelSettings(
        traces,
        metrics,
        headers,
        String.valueOf(values.text(NamedSetting.OTEL_SERVICE_NAME)),
        pairs(values, NamedSetting.OTEL_RESOURCE_ATTRIBUTES, problems),
        values.word(
            NamedSetting.OTEL_TRACES_SAMPLER,
            OtelSettings.Sampler.values(),
            OtelSettings.Sampler::text),
        ratio(values, problems),
        Duration.ofMillis(
            values.number(NamedSetting.OTEL_METRIC_EXPORT_INTERVAL, 1, LONGEST_INTERVAL)),
        values.bool(NamedSetting.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT));
  }

  private static @Nullable URI url(
      NamedSettingValues values, NamedSetting named, int ownPort, ProblemList problems) {
    return BaseUrl.read(values.text(named), ownPort, values.name(named), problems);
  }

  private static double ratio(NamedSettingValues values, ProblemList problems) {
    var text = String.valueOf(values.text(NamedSetting.OTEL_TRACES_SAMPLER_ARG));
    if (text.matches("0|1|[01]?\\.\\d{1,9}") && Double.parseDouble(text) <= 1) {
      return Double.parseDouble(text);
    }
    problems.add(
        values.name(NamedSetting.OTEL_TRACES_SAMPLER_ARG),
        "'" + values.written(NamedSetting.OTEL_TRACES_SAMPLER_ARG) + "' is no share from 0 to 1");
    return 1;
  }

  /// `name=value` by commas, values percent-encoded where they must be. What stands there is not
  /// shown: it may be a secret.
  private static Map<String, String> pairs(
      NamedSettingValues values, NamedSetting named, ProblemList problems) {
    var pairs = new LinkedHashMap<String, String>();
    var text = values.text(named);
    if (text == null) return pairs;
    for (var pair : text.split(",", -1)) {
      if (pair.isBlank()) continue;
      int equals = pair.indexOf('=');
      var name = equals < 0 ? "" : pair.substring(0, equals).strip();
      var value = equals < 0 ? null : decoded(pair.substring(equals + 1).strip());
      if (name.isEmpty() || value == null) {
        problems.add(values.name(named), "is not a list of NAME=value by commas");
        return pairs;
      }
      pairs.put(name, value);
    }
    return pairs;
  }

  private static @Nullable String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}

package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings of the export of calls by OpenTelemetry's protocol.
///
/// @param traces the whole URL that takes spans; null where none are sent
/// @param metrics the whole URL that takes metrics; null where none are sent
/// @param headers of each request to them
/// @param resource attributes that describe this gateway, beside its service name
/// @param ratio the share of traces that samplers by ratio take, from 0 to 1
/// @param interval between two reports of metrics
/// @param content true if spans hold requests and answers
public record OtelSettings(
    @Nullable URI traces,
    @Nullable URI metrics,
    Map<String, Secret> headers,
    String service,
    Map<String, String> resource,
    Sampler sampler,
    double ratio,
    Duration interval,
    boolean content) {

  /// The samplers that OpenTelemetry's specification names.
  public enum Sampler {
    PARENTBASED_ALWAYS_ON,
    PARENTBASED_ALWAYS_OFF,
    PARENTBASED_TRACEIDRATIO,
    ALWAYS_ON,
    ALWAYS_OFF,
    TRACEIDRATIO;

    /// The name as it is written in settings.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// No export.
  public static final OtelSettings NONE =
      new OtelSettings(
          null,
          null,
          Map.of(),
          "llmcallgateway",
          Map.of(),
          Sampler.PARENTBASED_ALWAYS_ON,
          1,
          Duration.ofSeconds(60),
          false);

  public OtelSettings {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
  }

  /// True if anything is sent.
  public boolean on() {
    return traces != null || metrics != null;
  }
}

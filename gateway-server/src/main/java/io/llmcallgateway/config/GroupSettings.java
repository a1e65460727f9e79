package io.llmcallgateway.config;

import java.util.List;

/// An entry under `models:` in gateway.yaml as it stands there.
///
/// @param strategy ordered | weighted | least-busy | latency | cost
/// @param strict whether what would change a request's meaning is refused
public record GroupSettings(
    String name,
    List<TargetSettings> targets,
    String strategy,
    List<String> fallbacks,
    boolean strict) {

  /// One target: `provider/model` and its weight (1 where none is given).
  public record TargetSettings(String model, int weight) {}

  public GroupSettings {
    targets = List.copyOf(targets);
    fallbacks = List.copyOf(fallbacks);
  }
}

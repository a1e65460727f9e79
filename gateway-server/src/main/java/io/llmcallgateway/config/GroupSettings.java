package io.llmcallgateway.config;

import java.util.List;

/// An entry under `models:` in gateway.yaml as it stands there.
///
/// @param strategy ordered | weighted | least-busy | latency | cost
public record GroupSettings(
    String name, List<TargetSettings> targets, String strategy, List<String> fallbacks) {

  /// One target: `provider/model` and its weight (1 where none is given).
  public record TargetSettings(String model, int weight) {}

  public GroupSettings {
    targets = List.copyOf(targets);
    fallbacks = List.copyOf(fallbacks);
  }
}

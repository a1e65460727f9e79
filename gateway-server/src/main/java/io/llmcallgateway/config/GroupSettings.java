package io.llmcallgateway.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry under `models:` in gateway.yaml as it stands there.
///
/// @param strategy ordered | weighted | least-busy | latency | cost
/// @param strict whether what would change a request's meaning is refused
/// @param journal full | metadata | off, where it is not as for all
public record GroupSettings(
    String name,
    List<TargetSettings> targets,
    String strategy,
    List<String> fallbacks,
    boolean strict,
    @Nullable String journal) {

  /// One target: `provider/model` and its weight (1 where none is given).
  public record TargetSettings(String model, int weight) {}

  /// Kept as calls to all models are.
  public GroupSettings(
      String name,
      List<TargetSettings> targets,
      String strategy,
      List<String> fallbacks,
      boolean strict) {
    this(name, targets, strategy, fallbacks, strict, null);
  }

  public GroupSettings {
    targets = List.copyOf(targets);
    fallbacks = List.copyOf(fallbacks);
  }
}

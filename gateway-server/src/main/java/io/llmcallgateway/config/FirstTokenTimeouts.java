package io.llmcallgateway.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The longest times until an answer's first token. The narrowest limit counts: a group's target's,
/// a group's, a provider's, the general one. Zero stands for no limit.
///
/// @param general the limit of all calls
/// @param providers limits by the ids of providers
/// @param groups limits by the names of groups
/// @param targets limits of single targets of groups
public record FirstTokenTimeouts(
    Duration general,
    Map<String, Duration> providers,
    Map<String, Duration> groups,
    Map<GroupTarget, Duration> targets) {
  /// No limits.
  public static final FirstTokenTimeouts NONE =
      new FirstTokenTimeouts(Duration.ZERO, Map.of(), Map.of(), Map.of());

  /// A target as a group names it.
  ///
  /// @param model the model's name at the provider
  public record GroupTarget(String group, String provider, String model) {}

  public FirstTokenTimeouts {
    providers = Map.copyOf(providers);
    groups = Map.copyOf(groups);
    targets = Map.copyOf(targets);
  }

  /// The limit of a call; null where there is none.
  ///
  /// @param group the name by which the client's model was found
  public @Nullable Duration of(String group, String provider, String model) {
    var limit = general;
    if (!providers.isEmpty()) limit = providers.getOrDefault(provider, limit);
    if (!groups.isEmpty()) limit = groups.getOrDefault(group, limit);
    if (!targets.isEmpty()) {
      limit = targets.getOrDefault(new GroupTarget(group, provider, model), limit);
    }
    return limit.isZero() ? null : limit;
  }
}

package io.llmcallgateway.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// States how long an answer's first token may take, where that has a limit of its own. The
/// narrowest word counts: of a group's target, of a group, of a provider, of all. Zero stands for
/// no limit.
///
/// @param firstToken of all
/// @param providers by their ids
/// @param groups by their names
/// @param targets of groups, by `key`
public record FirstTokenTimeouts(
    Duration firstToken,
    Map<String, Duration> providers,
    Map<String, Duration> groups,
    Map<String, Duration> targets) {
  /// No limits.
  public static final FirstTokenTimeouts NONE =
      new FirstTokenTimeouts(Duration.ZERO, Map.of(), Map.of(), Map.of());

  public FirstTokenTimeouts {
    providers = Map.copyOf(providers);
    groups = Map.copyOf(groups);
    targets = Map.copyOf(targets);
  }

  static String key(String group, String target) {
    return group + '\n' + target;
  }

  /// The limit of a call; null where there is none.
  ///
  /// @param group the name by which the client's model was found
  public @Nullable Duration firstToken(String group, String provider, String model) {
    var limit = firstToken;
    limit = providers.getOrDefault(provider, limit);
    limit = groups.getOrDefault(group, limit);
    limit = targets.getOrDefault(key(group, provider + "/" + model), limit);
    return limit.isZero() ? null : limit;
  }
}

package io.llmcallgateway.outline.cache;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a vendor keeps prompts.
///
/// @param usualSeconds how long it keeps a prompt that is not used
/// @param marked true if it keeps only what requests mark
/// @param minimumTokens the shortest prompt that it keeps
/// @param minimumOfModels the shortest prompt of models, by what their names contain
/// @param retentionMember a member of requests that asks for another time; null if there is none
/// @param retentionSeconds the times by that member's values
public record CachePolicy(
    long usualSeconds,
    boolean marked,
    long minimumTokens,
    Map<String, Long> minimumOfModels,
    @Nullable String retentionMember,
    Map<String, Long> retentionSeconds) {
  public CachePolicy {
    minimumOfModels = Map.copyOf(minimumOfModels);
    retentionSeconds = Map.copyOf(retentionSeconds);
  }

  /// Returns the shortest prompt of a model that is kept, in tokens.
  public long minimumTokens(String model) {
    return minimumOfModels.entrySet().stream()
        .filter(each -> model.contains(each.getKey()))
        .max(Comparator.comparingInt(each -> each.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(minimumTokens);
  }
}

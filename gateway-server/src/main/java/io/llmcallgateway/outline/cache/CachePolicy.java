package io.llmcallgateway.outline.cache;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a vendor keeps prompts.
///
/// @param usualSeconds how long it keeps a prompt that is not used
/// @param marked true if it keeps only what requests mark
/// @param minimumTokens the shortest prompt that it keeps
/// @param retentionMember a member of requests that asks for another time; null if there is none
/// @param retentionSeconds the times by that member's values
public record CachePolicy(
    long usualSeconds,
    boolean marked,
    long minimumTokens,
    @Nullable String retentionMember,
    Map<String, Long> retentionSeconds) {
  public CachePolicy {
    retentionSeconds = Map.copyOf(retentionSeconds);
  }
}

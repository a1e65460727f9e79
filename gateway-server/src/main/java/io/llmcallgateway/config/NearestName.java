package io.llmcallgateway.config;

import io.llmcallgateway.model.EditDistance;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Finds the known name nearest to a mistyped one.
final class NearestName {
  private static final int FARTHEST = 3;

  private NearestName() {}

  static @Nullable String of(String given, Collection<String> known) {
    String nearest = null;
    int least = FARTHEST + 1;
    for (var name : known) {
      int distance = EditDistance.between(given, name);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return least <= Math.max(1, given.length() / 2) ? nearest : null;
  }
}

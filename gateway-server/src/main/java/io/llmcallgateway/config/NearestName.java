package io.llmcallgateway.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Finds what a user may have meant.
final class NearestName {
  private static final int FARTHEST = 3;

  private NearestName() {}

  static @Nullable String of(String given, Collection<String> known) {
    String nearest = null;
    int least = FARTHEST + 1;
    for (var name : known) {
      int distance = distance(given, name);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return least <= Math.max(1, given.length() / 2) ? nearest : null;
  }

  /// How many letters must be put in, left out or changed.
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

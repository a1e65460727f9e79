package io.llmcallgateway.route;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.model.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The valid names nearest to an unknown one.
record NearNames(Catalog catalog) {
  private static final int MOST = 5;
  private static final int LONGEST_COMPARED = 64;

  /// The share of the longer name's characters that may differ.
  private static final double TOO_FAR = 0.45;

  private record Near(String name, double distance) {}

  List<String> of(String asked) {
    var plain = plain(asked.substring(asked.indexOf('/') + 1));
    var near = new ArrayList<Near>();
    candidates()
        .forEach(
            (name, bare) -> {
              double distance = distance(plain, plain(bare));
              if (distance <= TOO_FAR) near.add(new Near(name, distance));
            });
    near.sort(Comparator.comparingDouble(Near::distance));
    var names = new ArrayList<String>();
    for (var one : near) if (names.size() < MOST) names.add(one.name());
    return names;
  }

  /// Returns each valid name, with the part of it to compare.
  private Map<String, String> candidates() {
    var names = new LinkedHashMap<String, String>();
    for (var group : catalog.groups()) if (!group.wildcard()) names.put(group.name(), group.name());
    for (var provider : catalog.providers().values()) {
      for (var model : provider.models()) {
        names.putIfAbsent(provider.id() + "/" + model, model.substring(model.lastIndexOf('/') + 1));
      }
    }
    return names;
  }

  private static String plain(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.substring(0, Math.min(lower.length(), LONGEST_COMPARED));
  }

  /// Returns the distance of two names, 0 for equal ones, 1 for nothing in common. A common
  /// beginning brings names nearer.
  private static double distance(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    if (longer == 0) return 0;
    int common = 0;
    while (common < Math.min(a.length(), b.length()) && a.charAt(common) == b.charAt(common)) {
      common++;
    }
    double nearer = common * 0.25;
    int fewest = Math.abs(a.length() - b.length());
    if (fewest - nearer > TOO_FAR * longer) return 1;
    return Math.max(0, (EditDistance.between(a, b) - nearer) / longer);
  }
}

package io.llmcallgateway.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The values of a label that come from clients, up to a number: what comes later shares `other`.
final class BoundedLabels {
  static final String OTHER = "other";
  private static final int LONGEST = 200;

  private final ConcurrentMap<String, String> labels = new ConcurrentHashMap<>();
  private final int most;

  BoundedLabels(int most) {
    this.most = most;
  }

  /// The label for a name.
  ///
  /// @param proven whether the name may have a label of its own
  String of(String name, boolean proven) {
    var known = labels.get(name);
    if (known != null) return known;
    int taken = labels.size() - (labels.containsKey(OTHER) ? 1 : 0);
    boolean room = proven && name.length() <= LONGEST && taken < most;
    var wanted = room ? name : OTHER;
    return labels.computeIfAbsent(wanted, PrometheusMeters::label);
  }
}

package io.llmcallgateway.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The values of a label that clients can choose, up to a maximum number. Further ones share
/// `other`.
final class BoundedLabels {
  static final String OTHER = "other";
  private static final int LONGEST = 200;

  private final ConcurrentMap<String, String> labels = new ConcurrentHashMap<>();
  private final int most;

  BoundedLabels(int most) {
    this.most = most;
  }

  /// Returns the label for a name.
  ///
  /// @param proven whether the name may get a label of its own
  String of(String name, boolean proven) {
    var known = labels.get(name);
    if (known != null) return known;
    int taken = labels.size() - (labels.containsKey(OTHER) ? 1 : 0);
    boolean room = proven && name.length() <= LONGEST && taken < most;
    var wanted = room ? name : OTHER;
    return labels.computeIfAbsent(wanted, PrometheusMeters::label);
  }
}

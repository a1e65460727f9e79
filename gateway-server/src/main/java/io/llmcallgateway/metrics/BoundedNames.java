package io.llmcallgateway.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// Things by name, made on first sight, up to a number of names that clients cannot exceed: what
/// comes later shares `other`.
final class BoundedNames<T> {
  static final String OTHER = "other";
  private static final int LONGEST = 200;

  private final ConcurrentMap<String, T> things = new ConcurrentHashMap<>();
  private final int most;
  private final Function<String, T> maker;

  BoundedNames(int most, Function<String, T> maker) {
    this.most = most;
    this.maker = maker;
  }

  /// @param proven whether the name may have a place of its own
  T of(String name, boolean proven) {
    var known = things.get(name);
    if (known != null) return known;
    int taken = things.size() - (things.containsKey(OTHER) ? 1 : 0);
    boolean room = proven && name.length() <= LONGEST && taken < most;
    var wanted = room ? name : OTHER;
    return things.computeIfAbsent(wanted, maker);
  }

  ConcurrentMap<String, T> all() {
    return things;
  }
}

package io.llmcallgateway.telemetry;

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

  T of(String name) {
    var known = things.get(name);
    if (known != null) return known;
    var wanted = name.length() > LONGEST || things.size() >= most ? OTHER : name;
    return things.computeIfAbsent(wanted, maker);
  }

  ConcurrentMap<String, T> all() {
    return things;
  }
}

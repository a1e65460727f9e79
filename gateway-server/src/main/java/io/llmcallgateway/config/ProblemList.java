package io.llmcallgateway.config;

import java.util.ArrayList;
import java.util.List;

/// Collects problems, so that a user sees all at once and each one once.
final class ProblemList {
  private final List<Problem> found = new ArrayList<>();

  void add(String path, String message) {
    var problem = new Problem(path, message);
    if (!found.contains(problem)) found.add(problem);
  }

  int size() {
    return found.size();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Problem> all() {
    return List.copyOf(found);
  }
}

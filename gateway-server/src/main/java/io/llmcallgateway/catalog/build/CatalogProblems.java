package io.llmcallgateway.catalog.build;

import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.SourceLines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Collects problems of settings that only show with the built-in providers. Not thread-safe.
final class CatalogProblems {
  private final SourceLines lines;
  private final List<Problem> found = new ArrayList<>();

  CatalogProblems(SourceLines lines) {
    this.lines = lines;
  }

  /// Adds a problem at a path of gateway.yaml or a variable, once.
  void add(String path, String message) {
    var problem = lines.problem(path, message);
    if (!found.contains(problem)) found.add(problem);
  }

  /// Adds a problem of a word that is not among the known ones.
  void unknown(String path, String word, Collection<String> known) {
    add(path, "'" + word + "' is not one of " + String.join(", ", known));
  }

  /// True if a problem of a variable was added.
  boolean has(String variable) {
    return found.stream().anyMatch(problem -> problem.path().equals(variable));
  }

  int count() {
    return found.size();
  }

  List<Problem> all() {
    return List.copyOf(found);
  }
}

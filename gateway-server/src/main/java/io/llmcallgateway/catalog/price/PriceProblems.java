package io.llmcallgateway.catalog.price;

/// Receives the problems of a price file.
public interface PriceProblems {
  /// Adds a problem.
  ///
  /// @param path the path in the file; empty for the whole file
  void add(String path, String problem);
}

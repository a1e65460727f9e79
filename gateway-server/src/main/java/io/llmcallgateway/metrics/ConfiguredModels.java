package io.llmcallgateway.metrics;

/// Knows the names of models that the configuration has, as opposed to those that clients make up.
@FunctionalInterface
public interface ConfiguredModels {
  boolean names(String model);
}

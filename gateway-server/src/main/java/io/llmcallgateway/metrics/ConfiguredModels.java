package io.llmcallgateway.metrics;

/// Knows the model names of the configuration, as opposed to those that clients make up.
@FunctionalInterface
public interface ConfiguredModels {
  boolean names(String model);
}

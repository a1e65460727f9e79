package io.llmcallgateway.config;

/// Gives the settings in force, which may change between two calls.
public interface SettingsSource {
  Settings current();
}

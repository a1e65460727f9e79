package io.llmcallgateway.config;

import io.llmcallgateway.model.DialectId;
import org.jspecify.annotations.Nullable;

/// Reads the names of dialects in gateway.yaml.
final class DialectWords {
  private DialectWords() {}

  /// The dialect that a provider speaks.
  static @Nullable DialectId ofProvider(@Nullable YamlValue value) {
    return YamlWords.one(value, DialectId::of, DialectId.NAMES);
  }

  /// The dialect of an endpoint, which may have the name that vendors use for it.
  static @Nullable DialectId ofEndpoint(@Nullable YamlValue value) {
    return YamlWords.one(value, DialectId::ofNameOrApi, DialectId.NAMES);
  }
}

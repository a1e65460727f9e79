package io.llmcallgateway.config;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.DialectNames;
import org.jspecify.annotations.Nullable;

/// Reads the names of dialects in gateway.yaml.
final class DialectWords {
  private DialectWords() {}

  /// The dialect that a provider speaks.
  static @Nullable DialectId ofProvider(@Nullable YamlValue value) {
    return YamlWords.one(value, DialectId::of, DialectNames.ALL);
  }

  /// The dialect of an endpoint, which may have the name that vendors use for it.
  static @Nullable DialectId ofEndpoint(@Nullable YamlValue value) {
    return YamlWords.one(value, DialectWords::endpoint, DialectNames.ALL);
  }

  static @Nullable DialectId endpoint(String word) {
    var name = DialectNames.of(word);
    return name == null ? null : DialectId.of(name);
  }
}

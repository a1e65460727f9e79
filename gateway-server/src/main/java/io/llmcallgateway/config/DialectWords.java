package io.llmcallgateway.config;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.DialectNames;
import org.jspecify.annotations.Nullable;

/// Reads the names of dialects in gateway.yaml.
final class DialectWords {
  private DialectWords() {}

  /// The dialect that a provider speaks.
  static Provider.@Nullable Dialect ofProvider(@Nullable YamlValue value) {
    return YamlWords.one(value, Provider.Dialect::of, DialectNames.ALL);
  }

  /// The dialect of an endpoint, which may have the name that vendors use for it.
  static Provider.@Nullable Dialect ofEndpoint(@Nullable YamlValue value) {
    return YamlWords.one(value, DialectWords::endpoint, DialectNames.ALL);
  }

  static Provider.@Nullable Dialect endpoint(String word) {
    var name = DialectNames.of(word);
    return name == null ? null : Provider.Dialect.of(name);
  }
}

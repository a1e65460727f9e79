package io.llmcallgateway.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The environment over `.env`: the environment wins. Empty values count as unset.
public record Variables(Map<String, String> environment, Map<String, String> dotenv) {
  public Variables {
    environment = Map.copyOf(environment);
    dotenv = Map.copyOf(dotenv);
  }

  public @Nullable String get(String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) value = dotenv.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /// Where a variable that is set has its value from.
  String source(String name) {
    var value = environment.get(name);
    return value == null || value.isBlank() ? DotenvFile.NAME : "environment";
  }

  /// Not their values: among them are keys.
  @Override
  public String toString() {
    return "Variables[hidden]";
  }
}

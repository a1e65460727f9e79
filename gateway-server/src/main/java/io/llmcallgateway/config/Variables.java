package io.llmcallgateway.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Variables of the environment and, below them, of `.env`. Empty values count as unset.
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

  /// The source of a variable that is set.
  String source(String name) {
    var value = environment.get(name);
    return value == null || value.isBlank() ? DotenvFile.NAME : "environment";
  }

  /// Without the values, since keys are among them.
  @Override
  public String toString() {
    return "Variables[hidden]";
  }
}

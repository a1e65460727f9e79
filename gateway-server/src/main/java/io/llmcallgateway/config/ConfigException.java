package io.llmcallgateway.config;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/// Thrown for a configuration that is not valid; has all its problems.
public final class ConfigException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}

package io.llmcallgateway.bootstrap;

import java.io.Serial;
import java.util.List;

/// Thrown if the gateway cannot start. Its message has all reasons, a line each.
public final class StartRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  StartRefusedException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /// Returns the reasons.
  public List<String> problems() {
    return problems;
  }
}

package io.llmcallgateway.config;

/// One thing wrong with the configuration: where (`models.fast.targets[0].model`, or a variable's
/// name) and what to do.
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}

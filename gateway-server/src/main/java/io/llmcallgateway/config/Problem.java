package io.llmcallgateway.config;

/// A problem of the configuration.
///
/// @param path such as `models.fast.targets[0].model`, or the name of a variable
/// @param message the rest of a sentence that begins with the path
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}

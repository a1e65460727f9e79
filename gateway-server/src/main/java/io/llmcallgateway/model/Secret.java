package io.llmcallgateway.model;

/// A secret value, which `toString` does not show.
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}

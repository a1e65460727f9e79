package io.llmcallgateway.model;

/// A value that cannot print itself.
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}

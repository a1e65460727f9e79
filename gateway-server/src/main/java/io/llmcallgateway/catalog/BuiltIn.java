package io.llmcallgateway.catalog;

public class BuiltIn {
  public static BuiltIn load() {
    return new BuiltIn();
  }
}

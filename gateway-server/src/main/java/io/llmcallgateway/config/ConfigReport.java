package io.llmcallgateway.config;

public class ConfigReport {
  public static String of(Loaded l) {
    return "";
  }
}

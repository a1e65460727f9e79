package io.llmcallgateway.config;

import java.util.List;

public class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  public List<Problem> problems() {
    return List.of();
  }
}

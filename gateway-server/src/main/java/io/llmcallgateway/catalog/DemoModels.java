package io.llmcallgateway.catalog;

import java.util.List;

/// The models of the demo provider: `demo/echo` and others.
public final class DemoModels {
  public static final List<String> ALL =
      List.of(
          "echo",
          "story",
          "tools",
          "embedding",
          "transcription",
          "speech",
          "error-400",
          "error-401",
          "error-404",
          "error-429",
          "error-500",
          "error-503",
          "error-timeout",
          "error-stream",
          "error-cut");

  private DemoModels() {}
}

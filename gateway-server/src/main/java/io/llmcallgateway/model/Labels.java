package io.llmcallgateway.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds what a request says of itself: the end user it is made for, and labels of the client's
/// choice.
public record Labels(@Nullable String user, Map<String, String> metadata) {
  public static final Labels NONE = new Labels(null, Map.of());

  public Labels {
    metadata = Map.copyOf(metadata);
  }
}

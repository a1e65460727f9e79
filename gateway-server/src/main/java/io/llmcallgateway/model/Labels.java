package io.llmcallgateway.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The labels of a request: its end user, its session and the client's own metadata.
public record Labels(
    @Nullable String user, @Nullable Session session, Map<String, String> metadata) {
  public static final Labels NONE = new Labels(null, null, Map.of());

  public Labels {
    metadata = Map.copyOf(metadata);
  }
}

package io.llmcallgateway.outline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A body as parts of a conversation.
///
/// @param problem why it is not complete; null if it is
/// @param more true if parts follow after the last one here
public record Outline(List<OutlinePart> parts, boolean more, @Nullable String problem) {
  public Outline {
    parts = List.copyOf(parts);
  }

  /// True if the whole body was kept and could be read.
  public boolean complete() {
    return problem == null;
  }

  Outline withProblem(@Nullable String other) {
    return new Outline(parts, more, other);
  }
}

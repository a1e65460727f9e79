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

  /// Returns the outline of a body of which only the beginning was kept.
  public Outline cut(long kept, long size) {
    return new Outline(
        parts, more, "Only " + kept + " of " + size + " bytes of the body were kept.");
  }
}

package io.llmcallgateway.outline;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A difference between two bodies.
///
/// @param path the way to it in the left body, or in the right one for what was added
/// @param left null for what was added
/// @param right null for what was removed
public record BodyChange(Op op, String path, @Nullable Side left, @Nullable Side right) {
  /// Kinds of differences.
  public enum Op {
    ADDED,
    REMOVED,
    CHANGED,
    MOVED;

    /// Returns the name in documents.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One side of a difference: a range of the body, and what stands there around the difference.
  public record Side(int start, int end, String text) {}
}

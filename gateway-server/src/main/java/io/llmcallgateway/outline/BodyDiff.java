package io.llmcallgateway.outline;

import java.util.List;
import java.util.Locale;

/// The differences between two bodies.
///
/// @param same true if both say the same; white space and the order of members may differ
/// @param more true if there are further differences
public record BodyDiff(boolean same, Mode mode, List<BodyChange> changes, boolean more) {
  /// How two bodies were compared.
  public enum Mode {
    /// Value by value, at the same paths.
    JSON,
    /// Part by part of their outlines, since their formats differ.
    PARTS,
    /// As bytes, since they are not JSON.
    BYTES;

    /// Returns the name in documents.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public BodyDiff {
    changes = List.copyOf(changes);
  }
}

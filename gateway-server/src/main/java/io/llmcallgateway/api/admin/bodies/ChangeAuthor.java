package io.llmcallgateway.api.admin.bodies;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who made a difference between two bodies, and why as far as that is known.
///
/// @param name what of the gateway did it; null if it cannot be told
/// @param loss the reason of a recorded loss
record ChangeAuthor(Kind kind, @Nullable String name, @Nullable String loss) {
  /// Kinds of authors.
  enum Kind {
    GATEWAY,
    RULE,
    TRANSLATION,
    CLIENT,
    PROVIDER;

    /// Returns the name in documents.
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

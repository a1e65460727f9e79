package io.llmcallgateway.catalog;

import org.jspecify.annotations.Nullable;

/// A name with at most one `*`, which matches any characters or none.
public record NamePattern(String text) {
  public NamePattern {
    if (!isValid(text)) {
      throw new IllegalArgumentException(text + " has more than one *");
    }
  }

  /// True if a text has at most one `*`.
  public static boolean isValid(String text) {
    return text.indexOf('*') == text.lastIndexOf('*');
  }

  /// Returns the text that the `*` matches, which is empty for a pattern without one; null if the
  /// name does not match.
  public @Nullable String capture(String name) {
    int star = text.indexOf('*');
    if (star < 0) return text.equals(name) ? "" : null;
    int after = text.length() - star - 1;
    boolean matches =
        name.length() >= star + after
            && name.startsWith(text.substring(0, star))
            && name.endsWith(text.substring(star + 1));
    return matches ? name.substring(star, name.length() - after) : null;
  }

  public boolean matches(String name) {
    return capture(name) != null;
  }
}

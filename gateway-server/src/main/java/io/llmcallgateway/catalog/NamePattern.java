package io.llmcallgateway.catalog;

import org.jspecify.annotations.Nullable;

/// A name with at most one `*`, which stands for any characters, none included.
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

  /// The part of a name that the `*` stands for, the empty string for a pattern without one, or
  /// null where the name does not match.
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

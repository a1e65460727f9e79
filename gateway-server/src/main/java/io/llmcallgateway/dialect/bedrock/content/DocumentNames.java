package io.llmcallgateway.dialect.bedrock.content;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the names of a request's documents: Bedrock takes letters, digits, single spaces, hyphens,
/// parentheses and square brackets, and no name twice.
final class DocumentNames {
  private static final int MOST = 200;

  private final Set<String> used = new HashSet<>();

  /// The nearest name that fits.
  String claim(@Nullable String wanted, String format) {
    var base = fitting(wanted == null ? "" : withoutEnding(wanted, format));
    var name = base;
    for (int n = 2; !used.add(name.toLowerCase(Locale.ROOT)); n++) name = base + "-" + n;
    return name;
  }

  private static String withoutEnding(String name, String format) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && name.substring(dot + 1).equalsIgnoreCase(format)
        ? name.substring(0, dot)
        : name;
  }

  private static String fitting(String name) {
    var out = new StringBuilder();
    for (int i = 0; i < name.length() && out.length() < MOST - 8; i++) {
      char c = name.charAt(i);
      boolean space = c == ' ' || c == '\t' || c == '\n';
      char fit = space ? ' ' : isTaken(c) ? c : '-';
      boolean again = !out.isEmpty() && out.charAt(out.length() - 1) == fit;
      if (again && (fit == ' ' || fit == '-')) continue;
      out.append(fit);
    }
    var made = out.toString().strip();
    return made.isEmpty() || made.equals("-") ? "document" : made;
  }

  private static boolean isTaken(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-()[]".indexOf(c) >= 0;
  }
}

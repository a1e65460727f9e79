package io.llmcallgateway.catalog;

import java.util.Locale;

/// Strips hosts' additions from a model's name, so that a rule applies to the model everywhere:
/// `anthropic/claude-sonnet-4.5`, `us.anthropic.claude-sonnet-4-5-20250929-v1:0` and the ARN of its
/// inference profile become `claude-sonnet-4-5…`.
final class CanonicalModelName {
  private CanonicalModelName() {}

  static String of(String name) {
    var plain = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    for (int dot = plain.indexOf('.'); isWord(plain, dot); dot = plain.indexOf('.')) {
      plain = plain.substring(dot + 1);
    }
    // Anthropic writes 4-5, aggregators write 4.5.
    return plain.startsWith("claude") ? plain.replace('.', '-') : plain;
  }

  /// True if only letters and dashes precede the dot, which makes it a region or a vendor, not a
  /// version.
  private static boolean isWord(String text, int dot) {
    if (dot < 2 || dot == text.length() - 1) return false;
    for (int i = 0; i < dot; i++) {
      char c = text.charAt(i);
      if (c != '-' && (c < 'a' || c > 'z')) return false;
    }
    return true;
  }
}

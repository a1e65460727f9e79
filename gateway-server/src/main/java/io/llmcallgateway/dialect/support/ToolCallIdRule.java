package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.ShortDigest;
import java.util.regex.Pattern;

/// Rules for the ids of tool calls that a target takes. An id that does not fit becomes one that
/// does, the same each time, so that prompt caches hold.
public enum ToolCallIdRule {
  /// Anything, up to 64 characters.
  ANY(Pattern.compile("(?s).{1,64}"), "call_", 24),
  /// Letters, digits, `_` and `-`, up to 64.
  WORD(Pattern.compile("[a-zA-Z0-9_-]{1,64}"), "call_", 24),
  /// Nine letters and digits.
  NINE(Pattern.compile("[a-zA-Z0-9]{9}"), "", 9);

  /// Ids of clients' formats, whatever their length.
  static final Pattern WORD_ID = Pattern.compile("[a-zA-Z0-9_-]+");

  private final Pattern fitting;
  private final String prefix;
  private final int length;

  ToolCallIdRule(Pattern fitting, String prefix, int length) {
    this.fitting = fitting;
    this.prefix = prefix;
    this.length = length;
  }

  public boolean fits(String id) {
    return fitting.matcher(id).matches();
  }

  /// The id itself where it fits, else one made of its digest.
  public String fit(String id) {
    return fits(id) ? id : digest(id);
  }

  /// An id made of the digest, whether the id fits or not.
  String digest(String id) {
    return prefix + ShortDigest.of(id, length);
  }
}

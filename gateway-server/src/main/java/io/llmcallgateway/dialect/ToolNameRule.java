package io.llmcallgateway.dialect;

import java.util.regex.Pattern;

/// Rules for the names of tools that a target takes. A name that does not fit becomes one that
/// does, the same each time, so that prompt caches hold.
public enum ToolNameRule {
  /// Letters, digits, `_` and `-`, up to 64: OpenAI, Bedrock and most who follow them.
  WORD_64(Pattern.compile("[a-zA-Z0-9_-]{1,64}"), 64),
  /// Letters, digits, `_` and `-`, up to 128: Anthropic.
  WORD_128(Pattern.compile("[a-zA-Z0-9_-]{1,128}"), 128),
  /// Dots and colons too, and a letter or `_` first: Google's reference of FunctionDeclaration.
  GOOGLE(Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}"), 64),
  /// No rule is known.
  ANY(Pattern.compile("(?s).*"), Integer.MAX_VALUE);

  private final Pattern fitting;
  private final int most;

  ToolNameRule(Pattern fitting, int most) {
    this.fitting = fitting;
    this.most = most;
  }

  public boolean fits(String name) {
    return fitting.matcher(name).matches();
  }

  /// The name itself where it fits, else its beginning and eight characters of its digest.
  public String fit(String name) {
    if (fits(name)) return name;
    var word = name.replaceAll("[^a-zA-Z0-9_-]", "_");
    if (word.isEmpty() || !Character.isLetter(word.charAt(0))) word = "t" + word;
    return word.substring(0, Math.min(word.length(), most - 9)) + "_" + ShortDigest.of(name, 8);
  }
}

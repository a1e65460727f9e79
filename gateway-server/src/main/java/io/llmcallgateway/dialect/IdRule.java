package io.llmcallgateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// Names which tool-call ids a target takes. An id that does not fit becomes one that does, the
/// same each time, so that prompt caches hold.
public enum IdRule {
  /// Anything, up to 64 characters.
  ANY(Pattern.compile("(?s).{1,64}"), "call_", 24),
  /// Letters, digits, `_` and `-`, up to 64.
  WORD(Pattern.compile("[a-zA-Z0-9_-]{1,64}"), "call_", 24),
  /// Nine letters and digits.
  NINE(Pattern.compile("[a-zA-Z0-9]{9}"), "", 9);

  /// Ids of clients' formats, whatever their length.
  static final Pattern WORD_ID = Pattern.compile("[a-zA-Z0-9_-]+");

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Pattern fitting;
  private final String prefix;
  private final int length;

  IdRule(Pattern fitting, String prefix, int length) {
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
    return prefix + digest(id, length);
  }

  /// As many letters and digits as asked for, at most 32, that stand for the text.
  static String digest(String text, int length) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      var made = new StringBuilder(length);
      for (int i = 0; i < length; i++) made.append(ALPHABET.charAt((hash[i] & 0xFF) % 62));
      return made.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }
}

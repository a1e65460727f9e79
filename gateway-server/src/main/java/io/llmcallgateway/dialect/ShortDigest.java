package io.llmcallgateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Makes short names of letters and digits that stand for a text, the same each time.
public final class ShortDigest {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private ShortDigest() {}

  /// The text's digest.
  ///
  /// @param length how many letters and digits it has, at most 32
  public static String of(String text, int length) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      var made = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        made.append(ALPHABET.charAt((hash[i] & 0xFF) % ALPHABET.length()));
      }
      return made.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }
}

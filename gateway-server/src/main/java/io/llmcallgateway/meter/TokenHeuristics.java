package io.llmcallgateway.meter;

import io.llmcallgateway.model.Body;

/// Estimates tokens without a vocabulary, and has the constants that are added to counts by a
/// vocabulary. Takes a few nanoseconds per byte.
public final class TokenHeuristics {
  /// The tokens of a message's frame, by OpenAI's cookbook.
  static final int PER_MESSAGE = 4;

  /// The tokens of the answer's beginning, by OpenAI's cookbook.
  static final int PER_ANSWER = 3;

  /// The tokens that vendors count for an image of medium size.
  static final int PER_MEDIA = 800;

  private static final int BYTES_PER_TOKEN = 4;

  /// The length in bytes above which a word is taken for base64.
  private static final int LONG = 400;

  private TokenHeuristics() {}

  /// Returns the estimated tokens of a text of a number of bytes.
  public static long ofBytes(long bytes) {
    return Math.max(0, bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  /// Returns the estimated tokens of a text or of a JSON request: one per four bytes of ASCII, two
  /// per three other characters. Base64 counts as one image.
  public static long of(Body body) {
    var bytes = body.toByteArray();
    long ascii = 0;
    long others = 0;
    long media = 0;
    int word = 0;
    for (byte each : bytes) {
      if (isBase64(each)) {
        word++;
        continue;
      }
      if (word >= LONG) media++;
      else ascii += word;
      word = 0;
      if (each >= 0) ascii++;
      else if ((each & 0xC0) == 0xC0) others++;
    }
    if (word >= LONG) media++;
    else ascii += word;
    return ofBytes(ascii) + others * 2 / 3 + media * PER_MEDIA;
  }

  private static boolean isBase64(byte each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || each == '+'
        || each == '/'
        || each == '_'
        || each == '-'
        || each == '=';
  }
}

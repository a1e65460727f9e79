package io.llmcallgateway.upstream.demo;

import java.util.random.RandomGenerator;

/// Makes random ids in OpenAI's form.
final class RandomIds {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private RandomIds() {}

  static String next(String prefix, int length, RandomGenerator random) {
    var id = new StringBuilder(prefix.length() + length).append(prefix);
    for (int i = 0; i < length; i++) id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    return id.toString();
  }
}

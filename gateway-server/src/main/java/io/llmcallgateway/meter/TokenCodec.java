package io.llmcallgateway.meter;

import io.llmcallgateway.model.Vocabulary;
import java.util.List;

/// Turns text into tokens and back, in the thread that asks. Thread-safe.
interface TokenCodec {
  /// The number of tokens of a text. What looks like a special token counts as the text that it is.
  int count(Vocabulary vocabulary, String text);

  /// The bytes of tokens. Throws an `IllegalArgumentException` where one is no token.
  byte[] decode(Vocabulary vocabulary, List<Integer> tokens);
}

package io.llmcallgateway.meter;

import io.llmcallgateway.model.Vocabulary;
import java.util.List;

/// Encodes text to tokens and back, in the calling thread. Thread-safe.
interface TokenCodec {
  /// Returns the number of tokens of a text. Text that looks like a special token is counted as
  /// ordinary text.
  int count(Vocabulary vocabulary, String text);

  /// Returns the bytes of tokens. Throws an `IllegalArgumentException` if one is not a token.
  byte[] decode(Vocabulary vocabulary, List<Integer> tokens);
}

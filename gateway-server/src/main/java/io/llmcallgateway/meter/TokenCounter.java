package io.llmcallgateway.meter;

import io.llmcallgateway.model.Vocabulary;
import java.util.List;

/// Counts the tokens of texts by a published vocabulary. Thread-safe.
public interface TokenCounter {
  /// The number of tokens that the texts have together. Waits for as long as counting takes.
  long count(Vocabulary vocabulary, List<String> texts) throws InterruptedException;
}

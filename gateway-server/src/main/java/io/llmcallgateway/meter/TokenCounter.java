package io.llmcallgateway.meter;

import io.llmcallgateway.model.Vocabulary;
import java.util.List;

/// Counts the tokens of texts by a published vocabulary. Thread-safe.
public interface TokenCounter {
  /// Returns the total number of tokens of the texts. Blocks while counting.
  long count(Vocabulary vocabulary, List<String> texts) throws InterruptedException;
}

package io.llmcallgateway.journal;

/// The rules by which calls are masked and kept, as they are configured at the moment. Thread-safe.
public interface JournalPolicy {
  Redaction redaction();

  Retention retention();
}

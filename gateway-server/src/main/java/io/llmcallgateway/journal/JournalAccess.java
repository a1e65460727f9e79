package io.llmcallgateway.journal;

/// Gives access to what the journal keeps. Thread-safe.
public interface JournalAccess {
  /// The reader of the store. Waits while the database is being opened; throws a `JournalException`
  /// where it is not opened in time.
  CallReader calls();

  /// What answers questions about many calls at once; as `calls`.
  CallAnalysis analysis();

  /// Waits, not for long, until the calls that have ended can be read.
  void settle();
}

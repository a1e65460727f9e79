package io.llmcallgateway.journal;

/// Opens the store of the journal. Called by the journal's own thread, which also closes the store;
/// called again where the store's files were removed.
public interface StoreOpener {
  /// Throws a `JournalException` that says what to do where the store cannot be opened.
  CallStore open();
}

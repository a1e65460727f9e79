package io.llmcallgateway.journal;

/// The journal cannot be opened, read or written; the message says what to do, where something can
/// be done.
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }

  public JournalException(String message) {
    super(message);
  }
}

package io.llmcallgateway.journal;

/// A position in the spool: a file's number and the offset in it.
public record SpoolPosition(long file, long offset) {
  public static final SpoolPosition START = new SpoolPosition(0, 0);
}

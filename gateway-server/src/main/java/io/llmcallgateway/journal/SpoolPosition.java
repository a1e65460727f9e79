package io.llmcallgateway.journal;

/// States how far the spool has been moved into the store: a file's number and the offset in it.
public record SpoolPosition(long file, long offset) {
  public static final SpoolPosition START = new SpoolPosition(0, 0);
}

package io.llmcallgateway.model;

/// A range of bytes in a body, `end` exclusive.
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) throw new IllegalArgumentException(start + ".." + end);
  }

  public int length() {
    return end - start;
  }
}

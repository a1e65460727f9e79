package io.llmcallgateway.dialect.support;

/// Tells how much of an answer's text is gathered for the logs and the journal while it streams.
public final class AnswerTextLimit {
  /// A million bytes or characters of each answer; less where the heap is below 2 GB.
  public static final int MOST =
      (int) Math.clamp(Runtime.getRuntime().maxMemory() / 2_048, 64L << 10, 1L << 20);

  private AnswerTextLimit() {}
}

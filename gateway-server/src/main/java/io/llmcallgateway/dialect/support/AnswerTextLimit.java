package io.llmcallgateway.dialect.support;

/// The limit of the text that is gathered of a streamed answer for the logs and the journal.
public final class AnswerTextLimit {
  /// A million bytes or characters of each answer; less where the heap is below 2 GB.
  public static final int MOST =
      (int) Math.clamp(Runtime.getRuntime().maxMemory() / 2_048, 64L << 10, 1L << 20);

  private AnswerTextLimit() {}
}

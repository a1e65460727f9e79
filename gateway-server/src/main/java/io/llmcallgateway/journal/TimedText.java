package io.llmcallgateway.journal;

import java.time.Duration;

/// A text that a regular expression may read for a limited time only: an expression that backtracks
/// for ever ends with a `TimeIsUp`.
final class TimedText implements CharSequence {
  private static final int LOOKS_BETWEEN = 1024;

  private final String text;
  private final long deadline;
  private int looks;

  /// A rule has taken too long, or too much of the stack.
  static final class TimeIsUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeIsUp() {
      super("a rule of journal.redact takes too long", null, false, false);
    }
  }

  TimedText(String text, long deadline) {
    this.text = text;
    this.deadline = deadline;
  }

  static long deadline(Duration most) {
    return System.nanoTime() + most.toNanos();
  }

  @Override
  public char charAt(int index) {
    if (++looks % LOOKS_BETWEEN == 0 && System.nanoTime() - deadline > 0) throw new TimeIsUp();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}

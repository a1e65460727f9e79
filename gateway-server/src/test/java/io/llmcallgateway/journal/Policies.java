package io.llmcallgateway.journal;

import java.time.Duration;

/// Policies of a journal for tests.
public final class Policies {
  /// Nothing is masked.
  public static final JournalPolicy PLAIN = of(Redaction.NONE);

  private Policies() {}

  static JournalPolicy of(Redaction redaction) {
    return new JournalPolicy() {
      @Override
      public Redaction redaction() {
        return redaction;
      }

      @Override
      public Retention retention() {
        return new Retention(Duration.ofDays(365), Duration.ofDays(7), 1L << 30);
      }
    };
  }
}

package io.llmcallgateway.store.sql;

/// Says when a query has looked for long enough.
@FunctionalInterface
interface Deadline {
  boolean isOver();

  /// Makes deadlines.
  @FunctionalInterface
  interface Source {
    Deadline in(long nanos);
  }

  static Deadline in(long nanos) {
    long end = System.nanoTime() + nanos;
    return () -> System.nanoTime() - end > 0;
  }
}

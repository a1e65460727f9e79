package io.llmcallgateway.cli.calls;

/// Formats durations for people, with three digits and a unit.
final class DurationText {
  private DurationText() {}

  /// Returns the text of a duration.
  ///
  /// @param micros -1 if it did not happen
  static String of(long micros) {
    if (micros < 0) return "-";
    if (micros < 1_000) return micros + "µs";
    if (micros < 1_000_000) return scaled(micros, 1_000) + "ms";
    if (micros < 600_000_000L) return scaled(micros, 1_000_000) + "s";
    return micros / 60_000_000 + "min";
  }

  private static String scaled(long micros, long unit) {
    long hundredths = Math.round(micros * 100.0 / unit);
    if (hundredths >= 10_000) return Long.toString(hundredths / 100);
    if (hundredths >= 1_000) return hundredths / 100 + "." + hundredths % 100 / 10;
    long rest = hundredths % 100;
    return hundredths / 100 + "." + (rest < 10 ? "0" : "") + rest;
  }
}

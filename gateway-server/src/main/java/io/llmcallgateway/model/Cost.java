package io.llmcallgateway.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// Holds what a call cost: each bucket of its usage at its price, rounded once. Amounts in nano-USD
/// (billionths of a US dollar).
///
/// @param lines empty where nothing is priced
/// @param prices names the price that held: its list, the list's version and, where prices are
///   dated, from when; empty where none did
public record Cost(State state, List<Line> lines, String prices) {
  public static final Cost UNKNOWN = new Cost(State.UNKNOWN, List.of(), "");

  /// Whether there is an amount. UNKNOWN: no price is known. UNUSED: nothing was used, so that
  /// nothing is owed.
  public enum State {
    PRICED,
    UNKNOWN,
    UNUSED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Names what is counted and priced by itself.
  public enum Bucket {
    INPUT,
    CACHE_READ,
    CACHE_WRITE,
    CACHE_WRITE_HOUR,
    INPUT_AUDIO,
    INPUT_IMAGE,
    OUTPUT,
    REASONING,
    OUTPUT_AUDIO,
    OUTPUT_IMAGE,
    REQUEST,
    SEARCH,
    CITATION;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One bucket: how many, and what they cost together.
  public record Line(Bucket bucket, long count, long nanos) {}

  public Cost {
    lines = List.copyOf(lines);
  }

  /// The same, by the price of a model that the answer names.
  public Cost ofModel(String model) {
    return new Cost(state, lines, prices + ", model " + model);
  }

  public boolean priced() {
    return state == State.PRICED;
  }

  /// The sum in US dollars, in plain digits without trailing zeros.
  public String dollars() {
    return dollars(nanos());
  }

  /// Nano-USD as US dollars, in plain digits without trailing zeros.
  public static String dollars(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }

  /// The sum, 0 where nothing is priced.
  public long nanos() {
    long sum = 0;
    for (var line : lines) sum += line.nanos();
    return sum;
  }
}

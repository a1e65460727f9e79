package io.llmcallgateway.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The cost of a call: each bucket of its usage at its price, rounded once. Amounts are in nano-USD
/// (billionths of a US dollar).
///
/// @param lines empty if nothing is priced
/// @param prices the price that was used: its list, the version of the list and, if prices are
///   dated, the date; empty if there was none
public record Cost(State state, List<Line> lines, String prices) {
  public static final Cost UNKNOWN = new Cost(State.UNKNOWN, List.of(), "");

  /// Tells an amount from the reasons for having none.
  public enum State {
    PRICED,
    /// No price is known.
    UNKNOWN,
    /// Nothing was used.
    UNUSED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A kind of usage with a count and a price of its own.
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

  /// The count and the cost of one bucket.
  ///
  /// @param unit the price of a million units in nano-USD, with all factors; -1 if unknown
  /// @param tier the terms that made this price another than the list's plain one, such as `flex`
  ///   or `above 200000`; null if none did
  public record Line(Bucket bucket, long count, long nanos, long unit, @Nullable String tier) {
    /// A line of which no more than the amount is known.
    public Line(Bucket bucket, long count, long nanos) {
      this(bucket, count, nanos, -1, null);
    }
  }

  public Cost {
    lines = List.copyOf(lines);
  }

  /// Returns the cost with a note that the price is that of the model which the answer names.
  public Cost ofModel(String model) {
    return new Cost(state, lines, prices + ", model " + model);
  }

  /// Returns the version of the list that was used; empty if there was none.
  public String version() {
    int at = prices.indexOf('@');
    if (at < 0) return "";
    int end = prices.indexOf(',', at);
    return prices.substring(at + 1, end < 0 ? prices.length() : end);
  }

  public boolean priced() {
    return state == State.PRICED;
  }

  /// Returns the sum in US dollars, in plain digits without trailing zeros.
  public String dollars() {
    return dollars(nanos());
  }

  /// Returns nano-USD as US dollars, in plain digits without trailing zeros.
  public static String dollars(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }

  /// Returns the sum in nano-USD; 0 if nothing is priced.
  public long nanos() {
    long sum = 0;
    for (var line : lines) sum += line.nanos();
    return sum;
  }
}

package io.llmcallgateway.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The cost of a call: each bucket of its usage at its price, rounded once. Amounts are in nano-USD
/// (billionths of a US dollar).
///
/// @param lines empty if nothing is priced
/// @param prices the price that was used: its list, the version of the list and, if prices are
///   dated, the date; empty if there was none
/// @param plain where the prompt cache was used, the price of a million input tokens that it has
///   nothing to do with, in nano-USD, with all factors; -1 if it is not known
public record Cost(State state, List<Line> lines, String prices, long plain) {
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

  /// The effect of the prompt cache on a cost.
  ///
  /// @param saved by reading from it what would else have been plain input; less than nothing where
  ///   reading is dearer
  /// @param extra for writing to it, above the price of plain input; less than nothing where
  ///   writing is cheaper
  public record CacheEffect(long saved, long extra) {
    private static final CacheEffect NONE = new CacheEffect(0, 0);
  }

  public Cost {
    lines = List.copyOf(lines);
  }

  /// A cost that the prompt cache has nothing to do with.
  public Cost(State state, List<Line> lines, String prices) {
    this(state, lines, prices, -1);
  }

  /// Returns what the prompt cache changed; null if it is not known.
  public @Nullable CacheEffect cacheEffect() {
    if (state == State.UNKNOWN) return null;
    var effect = CacheEffect.NONE;
    for (var line : lines) {
      boolean read = line.bucket() == Bucket.CACHE_READ;
      boolean written =
          line.bucket() == Bucket.CACHE_WRITE || line.bucket() == Bucket.CACHE_WRITE_HOUR;
      if (!read && !written) continue;
      if (plain < 0) return null;
      long saved = plain(line.count()) - line.nanos();
      effect =
          read
              ? new CacheEffect(effect.saved + saved, effect.extra)
              : new CacheEffect(effect.saved, effect.extra - saved);
    }
    return effect;
  }

  /// Returns the cost of so many tokens of plain input.
  private long plain(long tokens) {
    return BigDecimal.valueOf(plain)
        .multiply(BigDecimal.valueOf(tokens))
        .movePointLeft(6)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /// Returns the cost with a note that the price is that of the model which the answer names.
  public Cost ofModel(String model) {
    return new Cost(state, lines, prices + ", model " + model, plain);
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

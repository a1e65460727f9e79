package io.llmcallgateway.meter;

import io.llmcallgateway.catalog.price.Price;
import io.llmcallgateway.catalog.price.PriceBook;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Cost.Bucket;
import io.llmcallgateway.model.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes the cost of a usage: each bucket by itself, rounded once, half-even, to a nano-dollar.
public final class CostMeter {
  private CostMeter() {}

  /// Returns the cost by the price of a list at a time; unknown if there is no price, or none for a
  /// bucket that was used. The price of the model that the answer names is used if there is one,
  /// since aliases, deployments and retired names are served by another model than the requested
  /// one.
  ///
  /// @param list the list of prices; null if none applies
  /// @param sent the model as requested
  /// @param returned the model as the answer names it
  /// @param atMillis epoch milliseconds
  public static Cost cost(
      PriceBook prices,
      @Nullable String list,
      String sent,
      @Nullable String returned,
      Usage usage,
      long atMillis) {
    if (list == null) return Cost.UNKNOWN;
    var at = Instant.ofEpochMilli(atMillis);
    var asked = prices.find(list, sent, at);
    if (returned == null || returned.equals(sent)) {
      return asked == null ? Cost.UNKNOWN : cost(asked, usage);
    }
    var named = prices.find(list, returned, at);
    if (named == null) return asked == null ? Cost.UNKNOWN : cost(asked, usage);
    if (asked == null) return cost(named, usage).ofModel(named.model());
    boolean same = asked.list().equals(named.list()) && asked.model().equals(named.model());
    if (same || isVariant(sent, returned)) return cost(asked, usage);
    return cost(named, usage).ofModel(named.model());
  }

  /// True if the requested model is the named one in a region or a variant with its own price,
  /// which answers omit: `us.anthropic.claude-…`, `…:free`.
  private static boolean isVariant(String sent, String returned) {
    int at = sent.indexOf(returned);
    if (at < 0) return false;
    var before = sent.substring(0, at);
    var after = sent.substring(at + returned.length());
    boolean prefixed = before.isEmpty() || before.endsWith(".") || before.endsWith("/");
    return prefixed
        && (after.isEmpty()
            || after.startsWith(":")
            || after.startsWith("@")
            || after.matches("-v\\d.*"));
  }

  /// Returns the cost by the price of the requested model.
  public static Cost cost(
      PriceBook prices, @Nullable String list, String model, Usage usage, long atMillis) {
    return cost(prices, list, model, null, usage, atMillis);
  }

  /// Returns the cost at a price.
  public static Cost cost(Price price, Usage used) {
    var factor = price.factor(used);
    if (factor == null) return unknown(price);
    var usage = used.paid();
    var lines = new ArrayList<Cost.Line>();
    for (var bucket : Bucket.values()) {
      long count = count(usage, bucket, price);
      if (count == 0) continue;
      var each = price.of(bucket, usage);
      if (each == null) {
        // Most vendors ask nothing for a request itself, and for sources.
        if (bucket == Bucket.REQUEST || bucket == Bucket.CITATION) continue;
        return unknown(price);
      }
      lines.add(line(bucket, count, each, factor, price.conditions(bucket, used)));
    }
    return new Cost(Cost.State.PRICED, lines, price.text(), plain(price, usage, factor));
  }

  /// Returns the price of a million plain input tokens in nano-USD where the prompt cache was used;
  /// -1 if it was not, or if there is no such price.
  private static long plain(Price price, Usage usage, BigDecimal factor) {
    if (usage.cacheRead() + usage.cacheWrites() == 0) return -1;
    var each = price.of(Bucket.INPUT, usage);
    if (each == null) return -1;
    return rounded(Price.nanosEach(Bucket.INPUT, each).multiply(factor).movePointRight(6));
  }

  /// Returns an unknown cost with the price's name, to show which list lacks something.
  private static Cost unknown(Price price) {
    return new Cost(Cost.State.UNKNOWN, List.of(), price.text());
  }

  private static Cost.Line line(
      Bucket bucket, long count, BigDecimal price, BigDecimal factor, @Nullable String tier) {
    var each = Price.nanosEach(bucket, price);
    if (!Price.isPiece(bucket)) each = each.multiply(factor);
    return new Cost.Line(
        bucket,
        count,
        rounded(each.multiply(BigDecimal.valueOf(count))),
        rounded(each.movePointRight(6)),
        tier);
  }

  private static long rounded(BigDecimal exact) {
    return exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /// Returns the quantity of a bucket that was used.
  private static long count(Usage usage, Bucket bucket, Price price) {
    return switch (bucket) {
      case INPUT -> usage.input();
      case CACHE_READ -> usage.cacheRead();
      case CACHE_WRITE -> usage.cacheWrite();
      case CACHE_WRITE_HOUR -> usage.cacheWriteHour();
      case INPUT_AUDIO -> usage.inputAudio();
      case INPUT_IMAGE -> usage.inputImage();
      case OUTPUT -> usage.output();
      case REASONING -> usage.reasoning();
      case OUTPUT_AUDIO -> usage.outputAudio();
      case OUTPUT_IMAGE -> usage.outputImage();
      case REQUEST -> 1;
      case SEARCH -> price.searchOnce() ? Math.min(usage.searches(), 1) : usage.searches();
      case CITATION -> usage.billing().citations();
    };
  }
}

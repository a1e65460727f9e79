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

/// Works out what a usage costs: each bucket by itself, rounded once, half-even, to a nano-dollar.
public final class CostMeter {
  private CostMeter() {}

  /// The cost by the price that held in a list at a time; unknown where there is none, or none for
  /// something that was used.
  ///
  /// @param list of prices, null where none holds
  public static Cost cost(
      PriceBook prices, @Nullable String list, String model, Usage usage, long atMillis) {
    if (list == null) return Cost.UNKNOWN;
    var price = prices.find(list, model, Instant.ofEpochMilli(atMillis));
    return price == null ? Cost.UNKNOWN : cost(price, usage);
  }

  /// The cost at a price.
  public static Cost cost(Price price, Usage usage) {
    var factor = price.factor(usage.tier());
    if (factor == null) return unknown(price);
    var rates = price.rates(usage.promptTokens());
    var lines = new ArrayList<Cost.Line>();
    for (var bucket : Bucket.values()) {
      long count = count(usage, bucket);
      if (count == 0) continue;
      var each = rates.of(bucket);
      if (each == null) {
        if (bucket == Bucket.REQUEST) continue; // most vendors ask nothing for a request itself
        return unknown(price);
      }
      lines.add(new Cost.Line(bucket, count, nanos(bucket, count, each, factor)));
    }
    return new Cost(Cost.State.PRICED, lines, price.text());
  }

  /// The price's name says which list lacks something.
  private static Cost unknown(Price price) {
    return new Cost(Cost.State.UNKNOWN, List.of(), price.text());
  }

  private static long nanos(Bucket bucket, long count, BigDecimal price, BigDecimal factor) {
    var exact = Price.nanosEach(bucket, price).multiply(BigDecimal.valueOf(count)).multiply(factor);
    return exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /// How much of a bucket was used.
  private static long count(Usage usage, Bucket bucket) {
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
      case SEARCH -> usage.searches();
    };
  }
}

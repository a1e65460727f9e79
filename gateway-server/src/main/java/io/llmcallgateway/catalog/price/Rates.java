package io.llmcallgateway.catalog.price;

import io.llmcallgateway.model.Cost.Bucket;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prices by bucket: US dollars per million tokens, those of requests and searches per thousand.
/// Exact.
public record Rates(Map<Bucket, BigDecimal> prices) {
  public Rates {
    var copy = new EnumMap<Bucket, BigDecimal>(Bucket.class);
    copy.putAll(prices);
    prices = Collections.unmodifiableMap(copy);
  }

  /// A bucket as price files name it.
  public static String name(Bucket bucket) {
    return bucket.text().replace('_', '-');
  }

  static @Nullable Bucket bucket(String name) {
    try {
      return Bucket.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /// The price of a bucket, or of the one that a vendor bills it as where it has none of its own:
  /// what was cached or heard as input, what was reasoned or spoken as output. Null where there is
  /// none either.
  public @Nullable BigDecimal of(Bucket bucket) {
    var own = prices.get(bucket);
    if (own != null) return own;
    return switch (bucket) {
      case INPUT, OUTPUT, REQUEST, SEARCH -> null;
      case CACHE_READ, CACHE_WRITE, INPUT_AUDIO, INPUT_IMAGE -> prices.get(Bucket.INPUT);
      case CACHE_WRITE_HOUR -> of(Bucket.CACHE_WRITE);
      case REASONING, OUTPUT_AUDIO, OUTPUT_IMAGE -> prices.get(Bucket.OUTPUT);
    };
  }

  /// These prices where there are any, else those.
  Rates over(Rates below) {
    var all = new EnumMap<Bucket, BigDecimal>(Bucket.class);
    all.putAll(below.prices);
    all.putAll(prices);
    return new Rates(all);
  }
}

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

  /// The price of a bucket, or of the one that it is billed as where it has none of its own. Null
  /// where there is none either.
  ///
  /// @param billedAs buckets by those that are billed as them
  public @Nullable BigDecimal of(Bucket bucket, Map<Bucket, Bucket> billedAs) {
    var own = prices.get(bucket);
    if (own != null) return own;
    var other = billedAs.get(bucket);
    return other == null ? null : prices.get(other);
  }

  /// The price of a bucket; null where it has none of its own.
  public @Nullable BigDecimal of(Bucket bucket) {
    return prices.get(bucket);
  }

  /// These prices where there are any, else those.
  Rates over(Rates below) {
    var all = new EnumMap<Bucket, BigDecimal>(Bucket.class);
    all.putAll(below.prices);
    all.putAll(prices);
    return new Rates(all);
  }
}

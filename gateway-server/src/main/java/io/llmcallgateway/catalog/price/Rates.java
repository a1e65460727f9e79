package io.llmcallgateway.catalog.price;

import io.llmcallgateway.model.Cost.Bucket;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prices by bucket: US dollars per million tokens, or per thousand requests and searches. Exact.
public record Rates(Map<Bucket, BigDecimal> prices) {
  public Rates {
    var copy = new EnumMap<Bucket, BigDecimal>(Bucket.class);
    copy.putAll(prices);
    prices = Collections.unmodifiableMap(copy);
  }

  /// Returns the name of a bucket in price files.
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

  /// Returns the price of a bucket, or of the one that it is billed as if it has none of its own;
  /// null if neither has one.
  ///
  /// @param billedAs buckets by those that are billed as them
  public @Nullable BigDecimal of(Bucket bucket, Map<Bucket, Bucket> billedAs) {
    var own = prices.get(bucket);
    if (own != null) return own;
    var other = billedAs.get(bucket);
    return other == null ? null : prices.get(other);
  }

  /// Returns the price of a bucket; null if it has none of its own.
  public @Nullable BigDecimal of(Bucket bucket) {
    return prices.get(bucket);
  }

  /// Returns these prices, completed by others.
  Rates over(Rates below) {
    var all = new EnumMap<Bucket, BigDecimal>(Bucket.class);
    all.putAll(below.prices);
    all.putAll(prices);
    return new Rates(all);
  }
}

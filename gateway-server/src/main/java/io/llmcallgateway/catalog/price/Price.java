package io.llmcallgateway.catalog.price;

import io.llmcallgateway.model.Cost.Bucket;
import io.llmcallgateway.model.Usage;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The price of a model that held at a time.
///
/// @param list whose it is, fallbacks followed
/// @param model as that list names it
/// @param layer the file it is from
/// @param version of that file
/// @param billedAs buckets that are billed as another where they have no price of their own
/// @param service factors of service tiers and other terms
public record Price(
    String list,
    String model,
    String layer,
    String version,
    PricePeriod period,
    Map<Bucket, Bucket> billedAs,
    Map<String, BigDecimal> service) {
  /// Names of the tier that list prices are for.
  private static final Set<String> STANDARD = Set.of("default", "standard", "auto", "on_demand");

  /// Buckets that are billed as another where a list has no price: those that only a discount would
  /// take out of the other. Where vendors ask more, a missing price is not known.
  static final Map<Bucket, Bucket> USUALLY =
      Map.of(
          Bucket.CACHE_READ, Bucket.INPUT,
          Bucket.INPUT_IMAGE, Bucket.INPUT,
          Bucket.REASONING, Bucket.OUTPUT);

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /// A text with list, version and, where the price is dated, its first day and hours.
  public String text() {
    var text = list + "@" + version;
    if (period.from() != null) text += ", from " + period.from();
    return period.hours() == null
        ? text
        : text + ", " + period.hours().from() + "-" + period.hours().to() + " UTC";
  }

  /// Prices of a request with so many tokens of input.
  public Rates rates(long input) {
    return period.rates(input, null);
  }

  /// The price of a bucket of a usage, in US dollars per million tokens or per thousand pieces;
  /// null where it is not known.
  public @Nullable BigDecimal of(Bucket bucket, Usage usage) {
    return period.rates(usage.promptTokens(), usage.billing().searchContext()).of(bucket, billedAs);
  }

  /// True if an answer is billed one search however many were made.
  public boolean searchOnce() {
    return period.searchOnce();
  }

  /// The factor of all that a usage names: its tier and its terms; null where one is not known.
  public @Nullable BigDecimal factor(Usage usage) {
    var factor = factor(usage.tier());
    for (var term : usage.billing().terms()) {
      var each = service.get(term.toLowerCase(Locale.ROOT));
      if (factor == null || each == null) return null;
      factor = factor.multiply(each);
    }
    return factor;
  }

  /// The factor of a service tier in the provider's words; null where it is not known.
  public @Nullable BigDecimal factor(@Nullable String tier) {
    if (tier == null) return BigDecimal.ONE;
    var name = tier.toLowerCase(Locale.ROOT);
    var given = service.get(name);
    return given == null && STANDARD.contains(name) ? BigDecimal.ONE : given;
  }

  /// True if a bucket holds pieces, not tokens: no tier changes their price.
  public static boolean isPiece(Bucket bucket) {
    return bucket == Bucket.REQUEST || bucket == Bucket.SEARCH;
  }

  /// A price of a single token or piece in nano-USD.
  public static BigDecimal nanosEach(Bucket bucket, BigDecimal price) {
    return isPiece(bucket) ? price.multiply(MILLION) : price.movePointRight(3);
  }
}

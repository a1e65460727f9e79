package io.llmcallgateway.catalog.price;

import io.llmcallgateway.model.Cost.Bucket;
import io.llmcallgateway.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The price of a model at a time.
///
/// @param list the list that has the price, after fallbacks
/// @param model the model's name in that list
/// @param layer the file's layer
/// @param version the file's version
/// @param billedAs buckets that are billed as another one if they have no price of their own
/// @param service factors of service tiers and other terms
public record Price(
    String list,
    String model,
    String layer,
    String version,
    PricePeriod period,
    Map<Bucket, Bucket> billedAs,
    Map<String, BigDecimal> service) {
  /// The names of the tier to which list prices apply.
  private static final Set<String> STANDARD = Set.of("default", "standard", "auto", "on_demand");

  /// The default for buckets that are billed as another one if a list has no price for them: those
  /// that usually get a discount on the other's price. If vendors charge more, a missing price is
  /// unknown.
  static final Map<Bucket, Bucket> USUALLY =
      Map.of(
          Bucket.CACHE_READ, Bucket.INPUT,
          Bucket.INPUT_IMAGE, Bucket.INPUT,
          Bucket.REASONING, Bucket.OUTPUT);

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /// Returns a text with the list, the version and, for dated prices, the first day and the hours.
  public String text() {
    var text = list + "@" + version;
    if (period.from() != null) text += ", from " + period.from();
    return period.hours() == null
        ? text
        : text + ", " + period.hours().from() + "-" + period.hours().to() + " UTC";
  }

  /// Returns the prices for requests by their input tokens.
  public Rates rates(long input) {
    return period.rates(input, null);
  }

  /// Returns the price of a bucket of a usage, in US dollars per million tokens or per thousand
  /// pieces; null if unknown.
  public @Nullable BigDecimal of(Bucket bucket, Usage usage) {
    return period.rates(usage.promptTokens(), usage.billing().searchContext()).of(bucket, billedAs);
  }

  /// True if each answer is billed as one search regardless of the number of searches.
  public boolean searchOnce() {
    return period.searchOnce();
  }

  /// Returns the product of the factors of a usage's tier and terms; null if one is unknown.
  public @Nullable BigDecimal factor(Usage usage) {
    var factor = factor(usage.tier());
    for (var term : usage.billing().terms()) {
      var each = service.get(term.toLowerCase(Locale.ROOT));
      if (factor == null || each == null) return null;
      factor = factor.multiply(each);
    }
    return factor;
  }

  /// Returns the factor of a service tier by the provider's name; null if unknown.
  public @Nullable BigDecimal factor(@Nullable String tier) {
    if (tier == null) return BigDecimal.ONE;
    var name = tier.toLowerCase(Locale.ROOT);
    var given = service.get(name);
    return given == null && STANDARD.contains(name) ? BigDecimal.ONE : given;
  }

  /// Returns what makes the price of a bucket another than the plain one: the service tier and
  /// other terms (`flex`), the size of the whole input (`above 200000`), the size of the search
  /// context (`search context high`); null if nothing does.
  public @Nullable String conditions(Bucket bucket, Usage usage) {
    var conditions = new ArrayList<String>(0);
    if (!isPiece(bucket)) {
      var tier = usage.tier();
      if (tier != null && service.containsKey(tier.toLowerCase(Locale.ROOT))) conditions.add(tier);
      conditions.addAll(usage.billing().terms());
      long above = period.above(usage.promptTokens());
      if (above >= 0) conditions.add("above " + above);
    }
    var context = usage.billing().searchContext();
    if (context != null && period.searchContexts().containsKey(context)) {
      conditions.add("search context " + context);
    }
    return conditions.isEmpty() ? null : String.join(", ", conditions);
  }

  /// True if a bucket counts pieces, not tokens; their price does not depend on tiers.
  public static boolean isPiece(Bucket bucket) {
    return bucket == Bucket.REQUEST || bucket == Bucket.SEARCH;
  }

  /// Returns the price of a single token or piece in nano-USD.
  public static BigDecimal nanosEach(Bucket bucket, BigDecimal price) {
    return isPiece(bucket) ? price.multiply(MILLION) : price.movePointRight(3);
  }
}

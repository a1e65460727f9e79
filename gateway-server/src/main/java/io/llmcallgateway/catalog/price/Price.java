package io.llmcallgateway.catalog.price;

import io.llmcallgateway.model.Cost.Bucket;
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
/// @param service factors of service tiers
public record Price(
    String list,
    String model,
    String layer,
    String version,
    PricePeriod period,
    Map<String, BigDecimal> service) {
  /// What vendors call the tier that list prices are for.
  private static final Set<String> STANDARD = Set.of("default", "standard", "auto", "on_demand");

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /// Names list, version and, where the price is dated, from when it holds.
  public String text() {
    var text = list + "@" + version;
    if (period.from() != null) text += ", from " + period.from();
    return period.hours() == null
        ? text
        : text + ", " + period.hours().from() + "-" + period.hours().to() + " UTC";
  }

  /// Prices of a request with so many tokens of input.
  public Rates rates(long input) {
    return period.rates(input);
  }

  /// The factor of a service tier in the provider's words; null where it is not known.
  public @Nullable BigDecimal factor(@Nullable String tier) {
    if (tier == null) return BigDecimal.ONE;
    var name = tier.toLowerCase(Locale.ROOT);
    var given = service.get(name);
    return given == null && STANDARD.contains(name) ? BigDecimal.ONE : given;
  }

  /// A price of a single token or piece in nano-USD.
  public static BigDecimal nanosEach(Bucket bucket, BigDecimal price) {
    boolean thousand = bucket == Bucket.REQUEST || bucket == Bucket.SEARCH;
    return thousand ? price.multiply(MILLION) : price.movePointRight(3);
  }
}

package io.llmcallgateway.cli.prices;

import io.llmcallgateway.catalog.price.Price;
import io.llmcallgateway.catalog.price.Rates;
import java.util.Locale;
import java.util.TreeMap;

/// Formats a price for people.
final class PriceText {
  private PriceText() {}

  /// Returns the price with all its details, one per line.
  static String of(String asked, Price price) {
    var out = new StringBuilder();
    out.append(asked).append('\n');
    line(out, "price of", price.model() + " in the list " + price.list());
    line(out, "from", price.layer() + ", version " + price.version());
    var period = price.period();
    if (period.from() != null) line(out, "since", period.from().toString());
    if (period.until() != null) line(out, "until", period.until().toString());
    if (period.hours() != null) {
      line(out, "hours", period.hours().from() + " to " + period.hours().to() + " UTC");
    }
    rates(out, "", period.rates());
    for (var tier : period.tiers()) {
      rates(out, " where more than " + tier.above() + " tokens go in", tier.rates());
    }
    if (!price.service().isEmpty()) {
      var tiers = new TreeMap<>(price.service());
      var words = new StringBuilder();
      tiers.forEach(
          (tier, factor) -> {
            if (!words.isEmpty()) words.append(", ");
            words.append(tier).append(" ×").append(factor.toPlainString());
          });
      line(out, "service tiers", words.toString());
    }
    return out.toString();
  }

  private static void rates(StringBuilder out, String when, Rates rates) {
    out.append("  US dollars per million tokens").append(when).append(":\n");
    rates
        .prices()
        .forEach(
            (bucket, price) -> {
              boolean pieces = Price.isPiece(bucket);
              out.append(
                  String.format(
                      Locale.ROOT,
                      "    %-18s %s%s%n",
                      Rates.name(bucket),
                      price.toPlainString(),
                      pieces ? " per thousand" : ""));
            });
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append(String.format(Locale.ROOT, "  %-15s %s%n", name, value));
  }
}

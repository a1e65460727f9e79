package io.llmcallgateway.cli.prices;

import io.llmcallgateway.catalog.build.ConfiguredPrices;
import io.llmcallgateway.catalog.price.Price;
import io.llmcallgateway.model.Cost.Bucket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `list`: shows the prices in force now.
@Command(
    name = "list",
    description =
        "Lists prices in force, in US dollars per million tokens: of the providers that are"
            + " switched on, or of one.",
    mixinStandardHelpOptions = true)
final class ListPrices implements Callable<Integer> {
  private static final String ROW = "%-16s %-44s %10s %10s %10s  %s%n";

  @Mixin private PriceOptions options = new PriceOptions();

  @Option(names = "--provider", description = "of this provider, switched on or not")
  private @Nullable String provider;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..*",
      description = "only models whose name has one of these in it")
  private List<String> models = List.of();

  @Override
  public Integer call() {
    return options.with((prices, _) -> list(prices));
  }

  private int list(ConfiguredPrices prices) {
    var providers = provider == null ? prices.providers() : List.of(provider);
    var rows = new ArrayList<String>();
    for (var each : providers) rows(prices, each, rows);
    if (rows.isEmpty()) {
      System.err.println(
          "No price is known there. `--provider openai` shows those of a provider that is not"
              + " switched on.");
      return 1;
    }
    System.out.printf(Locale.ROOT, ROW, "PROVIDER", "MODEL", "INPUT", "CACHED", "OUTPUT", "FROM");
    rows.forEach(System.out::print);
    return 0;
  }

  private void rows(ConfiguredPrices prices, String provider, List<String> rows) {
    var now = Instant.now();
    for (var name : names(prices, prices.list(provider))) {
      var lower = name.toLowerCase(Locale.ROOT);
      boolean wanted =
          models.isEmpty()
              || models.stream().anyMatch(each -> lower.contains(each.toLowerCase(Locale.ROOT)));
      if (!wanted) continue;
      var price = prices.book().find(prices.list(provider), name, now);
      if (price != null) rows.add(row(provider, name, price));
    }
  }

  /// Returns the models of a list from all layers, the ones of higher layers first.
  private static Iterable<String> names(ConfiguredPrices prices, String list) {
    var names = new LinkedHashSet<String>();
    for (var layer : prices.book().layers().reversed()) {
      var own = layer.lists().get(list);
      if (own != null) own.models().forEach(model -> names.add(model.name()));
    }
    return names;
  }

  private static String row(String provider, String name, Price price) {
    var rates = price.rates(0);
    return String.format(
        Locale.ROOT,
        ROW,
        provider,
        name,
        amount(rates.of(Bucket.INPUT)),
        amount(rates.of(Bucket.CACHE_READ)),
        amount(rates.of(Bucket.OUTPUT)),
        price.layer() + "@" + price.version());
  }

  private static String amount(@Nullable BigDecimal price) {
    return price == null ? "-" : price.toPlainString();
  }
}

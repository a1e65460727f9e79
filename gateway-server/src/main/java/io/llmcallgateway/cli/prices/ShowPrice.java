package io.llmcallgateway.cli.prices;

import io.llmcallgateway.catalog.build.ConfiguredPrices;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `show PROVIDER/MODEL`: shows the price in force and its source.
@Command(
    name = "show",
    description = "Shows the price of a model at a provider, and which file it is from.",
    mixinStandardHelpOptions = true)
final class ShowPrice implements Callable<Integer> {
  private static final int UNKNOWN = 1;
  private static final int REFUSED = 2;

  @Mixin private PriceOptions options = new PriceOptions();

  @Option(
      names = "--at",
      paramLabel = "WHEN",
      description = "a day such as 2026-01-31, or a time such as 2026-01-31T08:00:00Z (usual: now)")
  private @Nullable String at;

  @Parameters(paramLabel = "PROVIDER/MODEL", description = "as calls name it")
  private String name = "";

  @Override
  public Integer call() {
    return options.with((prices, _) -> show(prices));
  }

  private int show(ConfiguredPrices prices) {
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      System.err.println("Name a provider and its model, such as openai/gpt-4o-mini.");
      return REFUSED;
    }
    Instant when;
    try {
      when = time();
    } catch (DateTimeParseException _) {
      System.err.println(
          "--at: '" + at + "' is neither a day such as 2026-01-31 nor a time with its zone.");
      return REFUSED;
    }
    var provider = name.substring(0, slash);
    var model = name.substring(slash + 1);
    var price = prices.book().find(prices.list(provider), model, when);
    if (price == null) {
      System.err.println(
          "No price of "
              + name
              + " is known, so that its calls cost `unknown`. It can be given in prices.yaml:");
      System.err.println(
          "lists: { "
              + prices.list(provider)
              + ": { models: [ { name: \""
              + model
              + "\", prices: [ { input: \"0.15\", output: \"0.6\" } ] } ] } }");
      return UNKNOWN;
    }
    System.out.print(PriceText.of(name, price));
    return 0;
  }

  private Instant time() {
    if (at == null) return Instant.now();
    if (at.length() == 10) return LocalDate.parse(at).atStartOfDay(ZoneOffset.UTC).toInstant();
    return OffsetDateTime.parse(at).toInstant();
  }
}

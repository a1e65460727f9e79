package io.llmcallgateway.cli.prices;

import io.llmcallgateway.api.admin.calls.CallQueries;
import io.llmcallgateway.catalog.build.ConfiguredPrices;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.journal.Repricing;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.store.sql.SqlRepricing;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `reprice`: computes the costs of recorded calls anew from the current price files.
@Command(
    name = "reprice",
    description =
        "Works the costs of recorded calls out anew, by the prices that hold for their time, and"
            + " corrects all sums that they are part of. Works beside a running gateway. Calls that"
            + " were only counted (journal: off) keep theirs.",
    mixinStandardHelpOptions = true)
final class RepriceCalls implements Callable<Integer> {
  @Mixin private PriceOptions options = new PriceOptions();

  @Option(
      names = "--since",
      required = true,
      paramLabel = "WHEN",
      description = "7d, 24h, 2026-01-31 or a time such as 2026-01-31T08:00:00Z")
  private String since = "";

  @Option(names = "--until", paramLabel = "WHEN", description = "usual: until now")
  private @Nullable String until;

  @Option(names = "--model", description = "only calls of this model, as asked for or sent")
  private @Nullable String model;

  @Option(names = "--provider", description = "only calls of this provider")
  private @Nullable String provider;

  @Option(names = "--dry-run", description = "only say what would change")
  private boolean dry;

  @Override
  public Integer call() {
    return options.with(this::reprice);
  }

  private int reprice(ConfiguredPrices prices, Settings settings) {
    var times = new HashMap<String, List<String>>();
    times.put("from", List.of(since));
    if (until != null) times.put("to", List.of(until));
    var calls = CallQueries.of(times, Clock.systemUTC(), ZoneId.systemDefault()).filter();
    var scope = new Repricing.Scope(Math.max(0, calls.from()), calls.to(), model, provider);
    try (var repricing = SqlRepricing.open(settings.dataDir())) {
      tell(repricing.reprice(scope, prices::cost, dry), settings.costs().display());
      return 0;
    }
  }

  private void tell(Repricing.Outcome outcome, Currency currency) {
    System.out.println(
        outcome.looked()
            + " calls with known tokens, "
            + outcome.changed()
            + (dry ? " would change" : " changed"));
    if (outcome.changed() == 0) return;
    long gained = outcome.unknownBefore() - outcome.unknownAfter();
    if (gained != 0) {
      System.out.println(
          gained > 0
              ? gained + " had no price and have one now"
              : -gained + " had a price and have none now");
    }
    System.out.println(
        Cost.dollars(outcome.before())
            + " → "
            + Cost.dollars(outcome.after())
            + " USD ("
            + (outcome.difference() > 0 ? "+" : "")
            + Cost.dollars(outcome.difference())
            + " USD"
            + (currency.other()
                ? ", " + currency.amount(outcome.difference()) + " " + currency.code()
                : "")
            + ")");
  }
}

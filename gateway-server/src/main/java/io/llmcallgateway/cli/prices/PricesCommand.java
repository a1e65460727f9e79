package io.llmcallgateway.cli.prices;

import picocli.CommandLine.Command;

/// `./gateway prices`: shows, imports and applies prices.
@Command(
    name = "prices",
    description = "Shows and imports prices, and works the costs of recorded calls out anew.",
    subcommands = {ListPrices.class, ShowPrice.class, ImportPrices.class, RepriceCalls.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class PricesCommand {}

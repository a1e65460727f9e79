package io.llmcallgateway.cli.prices;

import io.llmcallgateway.catalog.build.ConfiguredPrices;
import io.llmcallgateway.config.CommandLineFlags;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.config.LoadedConfiguration;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.model.GatewayException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that select the gateway whose prices are used.
final class PriceOptions {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  @Option(names = "--config", paramLabel = "FILE", description = "gateway.yaml to read")
  private @Nullable Path config;

  interface Work {
    int run(ConfiguredPrices prices, Settings settings) throws IOException;
  }

  /// Work without prices.
  interface Plain {
    int run(Settings settings) throws IOException;
  }

  /// Runs work with the prices in force. Failures are printed, not thrown.
  int with(Work work) {
    return told(loaded -> work.run(ConfiguredPrices.of(loaded), loaded.settings()));
  }

  int without(Plain work) {
    return told(loaded -> work.run(loaded.settings()));
  }

  private interface Step {
    int run(LoadedConfiguration loaded) throws IOException, ConfigException;
  }

  private int told(Step step) {
    try {
      return step.run(
          ConfigLoader.load(
              System.getenv(), Path.of(""), new CommandLineFlags(config, null, null)));
    } catch (ConfigException e) {
      for (var problem : e.problems()) System.err.println("problem: " + problem);
      return REFUSED;
    } catch (GatewayException | JournalException e) {
      System.err.println(e.getMessage());
      return FAILED;
    } catch (IOException e) {
      System.err.println("That failed: " + e);
      return FAILED;
    }
  }
}

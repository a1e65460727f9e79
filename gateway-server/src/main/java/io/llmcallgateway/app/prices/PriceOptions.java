package io.llmcallgateway.app.prices;

import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.config.Flags;
import io.llmcallgateway.config.Loaded;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.model.GatewayException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which gateway's prices.
final class PriceOptions {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  @Option(names = "--config", paramLabel = "FILE", description = "gateway.yaml to read")
  private @Nullable Path config;

  interface Work {
    int run(Loaded loaded) throws IOException;
  }

  /// Works with the configuration; what goes wrong is told, not thrown.
  int with(Work work) {
    try {
      var loaded = ConfigLoader.load(System.getenv(), Path.of(""), new Flags(config, null, null));
      return work.run(loaded);
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

package io.llmcallgateway.cli.calls;

import io.llmcallgateway.config.CommandLineFlags;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.journal.Journal;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.journal.TailedCalls;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.store.sql.SqlCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that select the journal: that of the gateway with these settings.
final class JournalOptions {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  @Option(names = "--config", paramLabel = "FILE", description = "gateway.yaml to read")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "the folder with the journal (default: DATA_DIR)")
  private @Nullable Path dataDir;

  interface Work {
    int run(Opened opened) throws IOException, InterruptedException;
  }

  /// @param gateway the gateway's base URL by its settings
  /// @param currency the currency in which costs are shown in addition to US dollars
  record Opened(CallReader calls, Path dataDir, String gateway, Currency currency) {}

  /// Runs work with the journal opened, and closes it. Failures are printed, not thrown.
  int with(Work work) {
    try {
      var settings = settings();
      var folder = dataDir == null ? settings.dataDir() : dataDir;
      try (var calls = open(folder)) {
        return work.run(new Opened(calls, folder, gateway(settings), settings.costs().display()));
      }
    } catch (ConfigException e) {
      for (var problem : e.problems()) System.err.println("problem: " + problem);
      return REFUSED;
    } catch (GatewayException | JournalException e) {
      System.err.println(e.getMessage());
      return FAILED;
    } catch (IOException e) {
      System.err.println("The journal cannot be read: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private Settings settings() throws ConfigException {
    return ConfigLoader.load(System.getenv(), Path.of(""), new CommandLineFlags(config, null, null))
        .settings();
  }

  /// Opens the journal. Ended calls that are not yet in the database are in the spool, and there
  /// may be no database yet.
  private static CallReader open(Path folder) {
    boolean young = !SqlCalls.exists(folder) && Files.isDirectory(Journal.spoolFolder(folder));
    if (young) return new TailedCalls(folder, null);
    return new TailedCalls(
        folder, SqlCalls.open(folder, ZoneId.systemDefault(), Clock.systemUTC()));
  }

  private static String gateway(Settings settings) {
    var host = settings.effectiveHost();
    return "http://"
        + (host.equals("0.0.0.0") ? "127.0.0.1" : host)
        + ":"
        + settings.listen().port();
  }
}

package io.llmcallgateway.cli;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.build.CatalogBuilder;
import io.llmcallgateway.catalog.build.PriceFiles;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.config.ConfigReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./gateway config`: shows the settings in force and the origin of each.
@Command(name = "config", description = "Shows the effective settings and where they come from.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private Main.ServeOptions options = new Main.ServeOptions();

  @Override
  public Integer call() {
    try {
      var loaded = ConfigLoader.load(System.getenv(), Path.of(""), options.flags());
      var builtIn = BuiltInData.load();
      var prices = PriceFiles.of(loaded, builtIn);
      var assembled = CatalogBuilder.build(loaded, builtIn, prices);
      System.out.print(ConfigReport.of(loaded));
      System.out.println(
          "providers switched on: " + String.join(", ", assembled.catalog().providers().keySet()));
      var problems = new ArrayList<>(assembled.problems());
      problems.addAll(prices.problems());
      for (var problem : problems) System.err.println("problem: " + problem);
      return problems.isEmpty() ? 0 : Main.REFUSED;
    } catch (ConfigException e) {
      for (var problem : e.problems()) System.err.println("problem: " + problem);
      return Main.REFUSED;
    }
  }
}

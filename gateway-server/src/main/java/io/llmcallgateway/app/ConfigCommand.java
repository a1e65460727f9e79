package io.llmcallgateway.app;

import io.llmcallgateway.catalog.BuiltIn;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.config.ConfigReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./gateway config`: what is in force, and where each value came from.
@Command(name = "config", description = "Shows the effective settings and where they come from.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private Main.ServeOptions options = new Main.ServeOptions();

  @Override
  public Integer call() {
    try {
      var loaded = ConfigLoader.load(System.getenv(), Path.of(""), options.flags());
      var assembled = CatalogAssembly.assemble(loaded.settings(), BuiltIn.load());
      System.out.print(ConfigReport.of(loaded));
      System.out.println(
          "providers switched on: " + String.join(", ", assembled.catalog().providers().keySet()));
      for (var problem : assembled.problems()) System.err.println("problem: " + problem);
      return assembled.problems().isEmpty() ? 0 : Main.REFUSED;
    } catch (ConfigException e) {
      for (var problem : e.problems()) System.err.println("problem: " + problem);
      return Main.REFUSED;
    }
  }
}

package io.llmcallgateway.cli;

import io.llmcallgateway.bootstrap.ClassCacheTraining;
import io.llmcallgateway.bootstrap.Gateway;
import io.llmcallgateway.bootstrap.StartRefusedException;
import io.llmcallgateway.bootstrap.Version;
import io.llmcallgateway.cli.calls.CallsCommand;
import io.llmcallgateway.cli.prices.PricesCommand;
import io.llmcallgateway.config.CommandLineFlags;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command line: without a subcommand it starts the gateway.
@Command(
    name = "gateway",
    description = "One process between your programs and every LLM vendor.",
    subcommands = {
      AlertsCommand.class,
      CallsCommand.class,
      ChatCommand.class,
      ConfigCommand.class,
      ExplainCommand.class,
      HealthCommand.class,
      PricesCommand.class
    },
    versionProvider = Main.VersionLine.class,
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  /// The exit status if a start is refused or the command line is invalid.
  static final int REFUSED = 2;

  @Mixin private ServeOptions options = new ServeOptions();

  /// The flags that set single settings; they override every other source.
  static final class ServeOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "gateway.yaml to read")
    private @Nullable Path config;

    @Option(names = "--host", description = "the address to listen on")
    private @Nullable String host;

    @Option(names = "--port", description = "the port to listen on; 0 takes a free one")
    private @Nullable Integer port;

    CommandLineFlags flags() {
      return new CommandLineFlags(config, host, port);
    }
  }

  /// The output of `--version`.
  static final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"LLMCallGateway " + Version.read()};
    }
  }

  public static void main(String[] arguments) {
    // Without arguments there is nothing to parse, and the parser would take a fourth of the start.
    boolean usual = arguments.length == 0;
    System.exit(
        usual
            ? serve(new CommandLineFlags(null, null, null))
            : new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() {
    return serve(options.flags());
  }

  private static int serve(CommandLineFlags flags) {
    if (Boolean.getBoolean("llmcallgateway.train")) return ClassCacheTraining.run();
    Gateway gateway;
    try {
      gateway = Gateway.start(System.getenv(), Path.of(""), flags);
    } catch (StartRefusedException refusal) {
      System.err.println("The gateway does not start:");
      for (var problem : refusal.problems()) System.err.println("  " + problem);
      return REFUSED;
    }
    var stop = new Thread(gateway::close, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      new CountDownLatch(1).await(); // until a signal ends the process
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}

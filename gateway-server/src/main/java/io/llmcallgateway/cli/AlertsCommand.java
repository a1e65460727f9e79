package io.llmcallgateway.cli;

import io.llmcallgateway.alert.Webhook;
import io.llmcallgateway.bootstrap.AlertService;
import io.llmcallgateway.bootstrap.OutboundNetwork;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.upstream.JsonPoster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./gateway alerts`: tests alerts.
@Command(
    name = "alerts",
    description = "Alerts to a webhook.",
    subcommands = AlertsCommand.Test.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class AlertsCommand {
  /// `./gateway alerts test`: sends a test message.
  @Command(
      name = "test",
      description = "Sends a test message to the configured webhook and shows what came back.",
      mixinStandardHelpOptions = true)
  static final class Test implements Callable<Integer> {
    private static final int FAILED = 1;

    @Mixin private Main.ServeOptions options = new Main.ServeOptions();

    @Override
    public Integer call() throws InterruptedException {
      try {
        var loaded = ConfigLoader.load(System.getenv(), Path.of(""), options.flags());
        var rules = loaded.settings().alerts();
        if (rules.webhook() == null) {
          System.err.println(
              "No webhook is configured: set ALERT_WEBHOOK, or alerts.webhook in gateway.yaml.");
          return FAILED;
        }
        try (var http =
            new JsonPoster(OutboundNetwork.outside(loaded::settings, new KnownSecrets()))) {
          var outcome = new Webhook(AlertService.transport(http)).test(rules, Instant.now());
          var told = outcome.answer() + " (format " + rules.format().text() + ")";
          if (outcome.delivered()) System.out.println("delivered: " + told);
          else System.err.println("not delivered: " + told);
          return outcome.delivered() ? 0 : FAILED;
        }
      } catch (IOException e) {
        System.err.println("problem: " + e.getMessage());
        return Main.REFUSED;
      } catch (ConfigException e) {
        for (var problem : e.problems()) System.err.println("problem: " + problem);
        return Main.REFUSED;
      }
    }
  }
}

package io.llmcallgateway.cli;

import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./gateway health`: exits with status 0 if the gateway is ready, for containers without curl.
@Command(name = "health", description = "Exit status 0 when the running gateway is ready.")
final class HealthCommand implements Callable<Integer> {
  @Mixin private Main.ServeOptions options = new Main.ServeOptions();

  @Override
  public Integer call() throws InterruptedException {
    try {
      var settings = ConfigLoader.load(System.getenv(), Path.of(""), options.flags()).settings();
      try (var client = new LocalClient(settings)) {
        var reply = client.get("/health/ready");
        try (var body = reply.body()) {
          System.out.write(body.readAllBytes());
          System.out.println();
        }
        return reply.statusCode() == 200 ? 0 : 1;
      }
    } catch (IOException | ConfigException e) {
      System.err.println("not ready: " + e.getMessage());
      return 1;
    }
  }
}

package io.llmcallgateway.bootstrap;

import io.llmcallgateway.config.CommandLineFlags;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// Starts gateways with the times that users cannot set shortened.
public final class TunedGateway {
  private TunedGateway() {}

  /// A started gateway.
  ///
  /// @param clientPatience for a request's head and for its body to arrive
  /// @param idle after which an unused connection is closed
  /// @param keepAlive between comments on a silent stream
  public static Gateway start(
      Map<String, String> environment,
      Path folder,
      Duration clientPatience,
      Duration idle,
      Duration keepAlive)
      throws StartRefusedException {
    var tuning =
        new GatewayOptions(
            Clock.systemUTC(),
            false,
            Duration.ofSeconds(5),
            keepAlive,
            clientPatience,
            clientPatience,
            idle,
            true);
    return Gateway.start(environment, folder, new CommandLineFlags(null, null, null), tuning);
  }
}

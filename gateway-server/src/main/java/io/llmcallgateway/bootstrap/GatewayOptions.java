package io.llmcallgateway.bootstrap;

import io.llmcallgateway.config.LogFileSettings;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.http.ServerOptions;
import io.llmcallgateway.logging.LogSettings;
import java.time.Clock;
import java.time.Duration;

/// Options that users cannot set but tests change.
///
/// @param privateMedia true if media are fetched from addresses of this machine too
record GatewayOptions(
    Clock clock,
    boolean console,
    Duration connectTimeout,
    Duration keepAlive,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    boolean privateMedia) {
  static final GatewayOptions USUAL =
      new GatewayOptions(
          Clock.systemUTC(),
          true,
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(75),
          false);

  ServerOptions server(Settings settings, String version) {
    return new ServerOptions(
        settings.effectiveHost(),
        settings.listen().port(),
        version,
        settings.access().corsOrigins(),
        settings.limits().bodyLimit(),
        settings.limits().uploadLimit(),
        headerTimeout,
        bodyTimeout,
        idleTimeout);
  }

  LogSettings logs(Settings settings) {
    var log = settings.log();
    return new LogSettings(
        log.directory(),
        log.level().name(),
        log.rotation(),
        (int) log.retention().toDays(),
        log.totalSize(),
        log.format() == LogFileSettings.Format.JSON,
        console);
  }
}

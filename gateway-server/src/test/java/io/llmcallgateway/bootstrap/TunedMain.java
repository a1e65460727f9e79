package io.llmcallgateway.bootstrap;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/// A gateway in a process of its own, in its working directory, until its input ends: it says its
/// port in its first line.
public final class TunedMain {
  private TunedMain() {}

  public static void main(String... arguments) throws Exception {
    try (var gateway =
        TunedGateway.start(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Duration.ofSeconds(20),
            Duration.ofSeconds(75),
            Duration.ofSeconds(15))) {
      System.out.println(gateway.port());
      System.in.transferTo(OutputStream.nullOutputStream()); // until whoever started it ends
    }
  }
}

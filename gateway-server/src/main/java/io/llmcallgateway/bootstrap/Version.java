package io.llmcallgateway.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of the gateway, as the build wrote it.
public final class Version {
  private Version() {}

  /// Returns the version, or `unknown` if the build wrote none.
  public static String read() {
    try (var in = Version.class.getResourceAsStream("/version.properties")) {
      if (in == null) return "unknown";
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

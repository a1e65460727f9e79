package io.llmcallgateway.config;

import java.nio.file.Path;

/// The effective configuration, checked whole. Only what depends on the built-in providers is
/// checked later, where the catalogue is built from it.
public record Settings(
    ListenSettings listen,
    AccessSettings access,
    LimitSettings limits,
    ShutdownSettings shutdown,
    DevelopmentSettings development,
    LogFileSettings log,
    Path dataDir,
    JournalSettings journal,
    CostSettings costs,
    OtelSettings otel,
    AlertSettings alerts,
    UpstreamSettings upstreams,
    NetworkSettings network,
    Variables variables) {

  /// The address to listen on: open to other machines only behind a key.
  public String effectiveHost() {
    var asked = listen.host();
    if (asked != null) return asked;
    return access.clientKey() == null ? "127.0.0.1" : "0.0.0.0";
  }
}

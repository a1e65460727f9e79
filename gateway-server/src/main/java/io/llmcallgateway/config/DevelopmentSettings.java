package io.llmcallgateway.config;

/// Settings for those who develop with the gateway.
///
/// @param debug true if error messages name their causes and the system log has debug events
/// @param reload true if `./gateway` restarts the process when sources or settings change
public record DevelopmentSettings(boolean debug, boolean reload) {}

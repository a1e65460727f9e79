package io.llmcallgateway.config;

import java.time.Duration;

/// Times of a graceful stop.
///
/// @param delay between readiness that says no and the end of taking calls
/// @param timeout after which calls in flight are cut
public record ShutdownSettings(Duration delay, Duration timeout) {}

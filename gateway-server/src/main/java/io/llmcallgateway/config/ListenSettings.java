package io.llmcallgateway.config;

import org.jspecify.annotations.Nullable;

/// The address that the gateway listens on.
///
/// @param host null where none was given
/// @param port 0 takes any free one
public record ListenSettings(@Nullable String host, int port) {}

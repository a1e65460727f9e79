package io.llmcallgateway.http;

import java.time.Duration;
import java.util.List;

/// States how the server listens; fixed while it runs.
///
/// @param headerTimeout for a request's head to arrive whole
/// @param bodyTimeout for a request's body, see `BodyReader`
/// @param idleTimeout of a connection that nobody uses, or of a client that does not read
public record ServerOptions(
    String host,
    int port,
    String version,
    List<String> corsOrigins,
    int bodyLimit,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout) {}

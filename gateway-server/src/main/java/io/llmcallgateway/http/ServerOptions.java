package io.llmcallgateway.http;

import java.time.Duration;
import java.util.List;

/// Options of the HTTP server, fixed while it runs.
///
/// @param headerTimeout the time in which a request's head must arrive
/// @param bodyTimeout the time in which a request's body must arrive, see `BodyReader`
/// @param idleTimeout the time after which an unused connection is closed, or one whose client does
///   not read
public record ServerOptions(
    String host,
    int port,
    String version,
    List<String> corsOrigins,
    int bodyLimit,
    long uploadLimit,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout) {}

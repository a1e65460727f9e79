package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;

/// One request to a provider; authentication is added by the upstream itself.
///
/// @param path below the provider's base URL, encoded, perhaps with a query
/// @param headers of the dialect, the request and the client (`anthropic-beta`, say)
public record UpstreamRequest(
    Provider provider,
    Operation operation,
    boolean stream,
    String path,
    Headers headers,
    Body body) {}

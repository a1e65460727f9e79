package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;

/// A request to a provider; the upstream adds the authentication.
///
/// @param path the encoded path below the provider's base URL, optionally with a query
/// @param headers those of the dialect, the request and the client, such as `anthropic-beta`
public record UpstreamRequest(
    Provider provider,
    Operation operation,
    boolean stream,
    String path,
    Headers headers,
    Body body) {}

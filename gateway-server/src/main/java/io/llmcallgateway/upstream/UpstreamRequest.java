package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;

/// One request to a provider. `clientHeaders` are those that may cross (a caller's own
/// `x-demo-tokens-per-second`, say); authentication is added by the upstream itself.
public record UpstreamRequest(
    Provider provider, Operation operation, boolean stream, Headers clientHeaders, Body body) {}

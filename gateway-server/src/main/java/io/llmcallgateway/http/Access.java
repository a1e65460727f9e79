package io.llmcallgateway.http;

import io.llmcallgateway.config.AddressRanges;
import io.llmcallgateway.identity.Authenticator;

/// Whom the gateway lets in, as the configuration of the moment says.
///
/// @param allowAnonymous whether a gateway without a key answers to other hosts too
/// @param trustedProxies that may say for whom they ask
public record Access(
    Authenticator authenticator,
    boolean allowAnonymous,
    boolean metricsPublic,
    AddressRanges trustedProxies) {}

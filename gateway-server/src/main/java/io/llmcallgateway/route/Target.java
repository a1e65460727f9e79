package io.llmcallgateway.route;

import io.llmcallgateway.catalog.Provider;

/// One provider and the model name it gets.
public record Target(Provider provider, String model) {}

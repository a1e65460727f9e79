package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Operation;

/// The operation that a request's URL asks for, and what else the URL says.
public record RoutedCall(Operation operation, UrlParameters parameters) {}

package io.llmcallgateway.outline.cache;

import io.llmcallgateway.outline.Outline;

/// A request with its outline.
public record PromptBody(byte[] bytes, Outline outline) {}

package io.llmcallgateway.outline.cache;

import io.llmcallgateway.model.Usage;

/// What a call says about its prompt.
///
/// @param startedAt epoch milliseconds
/// @param model as the client asked for it
/// @param sent the model as it was sent
/// @param config a digest of the configuration in force
/// @param client the client's request
/// @param target the request to the provider that answered
public record PromptCall(
    String id,
    long startedAt,
    String model,
    String provider,
    String sent,
    String config,
    Usage usage,
    PromptBody client,
    PromptBody target) {}

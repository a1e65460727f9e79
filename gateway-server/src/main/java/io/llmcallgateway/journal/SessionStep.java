package io.llmcallgateway.journal;

/// What tells the place of a call in its session. Units as in `CallLine`.
///
/// @param cursor that of its `CallLine`
/// @param model what was asked for
/// @param cachedTokens the part of the input that was read from the prompt cache
public record SessionStep(
    long cursor,
    String id,
    long startedAt,
    String model,
    long inputTokens,
    long cachedTokens,
    long micros) {}

package io.llmcallgateway.journal;

/// A call of a session, as far as its place among the others depends on it. Units as in `CallLine`.
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

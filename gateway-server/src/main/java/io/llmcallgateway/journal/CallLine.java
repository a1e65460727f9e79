package io.llmcallgateway.journal;

import org.jspecify.annotations.Nullable;

/// A call in a list. Units as in `CallRecord`.
///
/// @param cursor where a page that begins after this call begins
/// @param cost a `Cost.State`'s text
/// @param question the beginning of what the user said
public record CallLine(
    long cursor,
    String id,
    long startedAt,
    String operation,
    String dialect,
    boolean stream,
    String state,
    int status,
    @Nullable String code,
    String model,
    @Nullable String provider,
    @Nullable String sent,
    String lane,
    int attempts,
    String key,
    @Nullable String session,
    @Nullable String user,
    long inputTokens,
    long cachedTokens,
    long outputTokens,
    boolean estimated,
    String cost,
    long nanos,
    long micros,
    long firstToken,
    long own,
    String question) {}

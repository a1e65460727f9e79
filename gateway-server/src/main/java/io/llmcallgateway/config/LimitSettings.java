package io.llmcallgateway.config;

import java.time.Duration;

/// Limits of calls.
///
/// @param bodyLimit the largest request body, in bytes
/// @param uploadLimit the largest request with files, in bytes
/// @param memoryShare the part of the heap that calls may hold at a time, in percent
/// @param requestTimeout the longest time of a call, or of a silence in a stream
/// @param firstToken the longest times until the first token
public record LimitSettings(
    int bodyLimit,
    long uploadLimit,
    int memoryShare,
    Duration requestTimeout,
    FirstTokenTimeouts firstToken) {}

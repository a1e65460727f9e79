package io.llmcallgateway.relay.attempt;

import org.jspecify.annotations.Nullable;

/// The time limits of one attempt.
///
/// @param deadline until when a plain answer must have come, and a stream's first sign of life, of
///   `System.nanoTime`
/// @param firstTokenBy until when a stream's first content must have come, signs of life or not;
///   null where that has no limit of its own
/// @param silence the longest silence of a stream after a sign of life, in nanoseconds
/// @param keepAlive the silence after which a waiting client of a stream gets a comment, in
///   nanoseconds
public record AttemptLimits(
    long deadline, @Nullable Long firstTokenBy, long silence, long keepAlive) {}

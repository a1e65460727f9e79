package io.llmcallgateway.journal;

import java.time.Duration;

/// The time for which records and payloads are kept.
///
/// @param bytes what the journal may take on disk; the oldest payloads go first, then records
public record Retention(Duration calls, Duration payloads, long bytes) {}

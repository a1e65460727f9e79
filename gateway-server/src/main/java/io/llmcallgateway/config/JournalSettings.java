package io.llmcallgateway.config;

import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.journal.Retention;
import java.util.List;
import java.util.Map;

/// Settings of what is kept of calls.
///
/// @param payloads what is kept of a call's bodies
/// @param payloadLimit the most that is kept of a body, in bytes
/// @param spool the most that may wait for the journal's database, in bytes
/// @param redact names of built-in rules and regular expressions, each of them valid
/// @param keys what is kept of the calls of single client keys, by the keys' ids
public record JournalSettings(
    PayloadPolicy payloads,
    int payloadLimit,
    Retention retention,
    long spool,
    List<String> redact,
    Map<String, PayloadPolicy> keys) {
  public JournalSettings {
    redact = List.copyOf(redact);
    keys = Map.copyOf(keys);
  }
}

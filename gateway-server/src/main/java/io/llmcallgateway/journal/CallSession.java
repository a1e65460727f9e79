package io.llmcallgateway.journal;

import java.util.List;

/// A session with some of its calls, oldest first.
///
/// @param steps of the session's newest calls, also of those on other pages, oldest first
/// @param next the cursor of the calls before these, -1 where there are none
public record CallSession(
    SessionSummary summary, List<CallLine> calls, List<SessionStep> steps, long next) {
  public CallSession {
    calls = List.copyOf(calls);
    steps = List.copyOf(steps);
  }
}

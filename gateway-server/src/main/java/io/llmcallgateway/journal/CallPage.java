package io.llmcallgateway.journal;

import java.util.List;

/// A page of calls, newest first.
///
/// @param next the cursor of the page that follows, -1 where there is none
/// @param lookedUntil the time down to which calls were looked at where the page ended for want of
///   time, epoch milliseconds; else -1
public record CallPage(List<CallLine> calls, long next, long lookedUntil) {
  public CallPage {
    calls = List.copyOf(calls);
  }
}

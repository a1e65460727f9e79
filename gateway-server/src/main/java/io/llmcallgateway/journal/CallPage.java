package io.llmcallgateway.journal;

import java.util.List;

/// A page of calls, newest first.
///
/// @param next the cursor of the page that follows, -1 where there is none
public record CallPage(List<CallLine> calls, long next) {
  public CallPage {
    calls = List.copyOf(calls);
  }
}

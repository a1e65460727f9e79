package io.llmcallgateway.journal;

import java.util.List;

/// A page of sessions, those with the newest calls first.
///
/// @param next the cursor of the page that follows, -1 where there is none
public record SessionPage(List<SessionSummary> sessions, long next) {
  public SessionPage {
    sessions = List.copyOf(sessions);
  }
}

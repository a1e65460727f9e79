package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.upstream.UpstreamReply.Head;
import java.util.Iterator;

/// Holds what a reply will say and when.
///
/// @param headAfter how long the head takes, in ns; `NEVER` for a reply that does not come
/// @param perToken the time of one token, in ns; 0 sends all at once
record Script(Head head, long headAfter, Iterator<Event> events, double perToken) {
  static final long NEVER = Long.MAX_VALUE;
}

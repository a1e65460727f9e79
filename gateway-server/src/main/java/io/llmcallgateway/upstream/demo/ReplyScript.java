package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.upstream.UpstreamReply.Head;
import java.util.Iterator;

/// The content and the timing of a reply.
///
/// @param headAfter the time until the head, in ns; `NEVER` for a reply that does not come
/// @param perToken the time for each token, in ns; 0 sends all at once
record ReplyScript(Head head, long headAfter, Iterator<BodyChunk> chunks, double perToken) {
  static final long NEVER = Long.MAX_VALUE;
}

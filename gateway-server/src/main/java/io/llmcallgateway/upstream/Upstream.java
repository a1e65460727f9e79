package io.llmcallgateway.upstream;

/// Sends requests to providers. Thread-safe.
public interface Upstream {
  /// Sends and returns at once; `bell` rings when the head, more bytes after a demand, the end or a
  /// failure has arrived.
  UpstreamReply send(UpstreamRequest request, WakeSignal bell);
}

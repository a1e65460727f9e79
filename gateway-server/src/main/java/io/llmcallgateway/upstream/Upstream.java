package io.llmcallgateway.upstream;

/// Sends requests to providers. Thread-safe.
public interface Upstream {
  /// Sends a request and returns at once. `signal` wakes its owner when the head, more bytes after
  /// a demand, the end or a failure has arrived.
  UpstreamReply send(UpstreamRequest request, WakeSignal signal);
}

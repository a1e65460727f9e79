package io.llmcallgateway.relay.call;

/// The configuration in force. Thread-safe.
public interface CallSnapshots {
  CallSnapshot current();
}

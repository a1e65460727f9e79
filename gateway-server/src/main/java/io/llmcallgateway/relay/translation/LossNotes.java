package io.llmcallgateway.relay.translation;

/// Takes the losses of an answer. One answer, one thread.
interface LossNotes {
  void add(String path, String reason);
}

package io.llmcallgateway.interactionlog;

/// Takes the steps of calls. It never waits and never fails.
@FunctionalInterface
public interface InteractionLog {
  void record(CallStep step);
}

package io.llmcallgateway.interactionlog;

/// Where the steps of calls go to be told. Handing over never waits and never fails.
public interface InteractionLog {
  void record(CallStep step);
}

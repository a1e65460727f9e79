package io.llmcallgateway.relay.record;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The observers of all calls, told one after the other. One that fails keeps neither the call nor
/// the others from going on. Thread-safe.
public final class CallObservers {
  private static final Logger LOG = LoggerFactory.getLogger(CallObservers.class);

  private final List<CallObserver> all;

  /// A step of a call.
  interface Step {
    void tell(CallObserver observer);
  }

  public CallObservers(List<CallObserver> all) {
    this.all = List.copyOf(all);
  }

  void tell(Step step) {
    for (int i = 0; i < all.size(); i++) {
      var observer = all.get(i);
      try {
        step.tell(observer);
      } catch (RuntimeException | StackOverflowError | LinkageError e) {
        LOG.error("{} failed to take a step of a call", observer, e);
      }
    }
  }
}

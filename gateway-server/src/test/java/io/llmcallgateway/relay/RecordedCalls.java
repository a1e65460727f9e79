package io.llmcallgateway.relay;

import io.llmcallgateway.journal.ActiveCall;
import io.llmcallgateway.relay.attempt.AttemptLog;
import io.llmcallgateway.relay.record.CallEnd;
import io.llmcallgateway.relay.record.CallIdentity;
import io.llmcallgateway.relay.record.CallObserver;
import java.util.ArrayList;
import java.util.List;

/// An observer that keeps what it is told. One thread.
final class RecordedCalls implements CallObserver {
  final List<CallEnd> ends = new ArrayList<>();
  final List<AttemptLog> attempts = new ArrayList<>();
  int starts;

  CallEnd last() {
    return ends.getLast();
  }

  @Override
  public void started(CallIdentity call, ActiveCall active) {
    starts++;
  }

  @Override
  public void sent(CallIdentity call, AttemptLog attempt) {
    attempts.add(attempt);
  }

  @Override
  public void ended(CallIdentity call, CallEnd end) {
    ends.add(end);
  }
}

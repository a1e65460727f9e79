package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.util.Collection;
import java.util.List;

/// Collects the records of stored calls with what was said in them.
record ListenerWithTexts(Collection<CallRecord> heard) implements CallListener {
  @Override
  public void stored(List<EndedCall> calls) {
    for (var call : calls) heard.add(call.record());
  }

  @Override
  public boolean needsTexts() {
    return true;
  }
}

package io.llmcallgateway.relay.record;

import io.llmcallgateway.journal.ActiveCall;
import io.llmcallgateway.journal.CallJournal;

/// Registers each call with the journal, and appends its record when it has ended.
public final class JournalObserver implements CallObserver {
  private final CallJournal journal;

  public JournalObserver(CallJournal journal) {
    this.journal = journal;
  }

  @Override
  public void started(CallIdentity call, ActiveCall active) {
    journal.begin(active);
  }

  @Override
  public void ended(CallIdentity call, CallEnd end) {
    journal.append(end.call());
  }
}

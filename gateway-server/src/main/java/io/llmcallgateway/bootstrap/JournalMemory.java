package io.llmcallgateway.bootstrap;

import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.record.EndedCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds and deletes the stored answers that clients refer to, in the journal. Thread-safe.
final class JournalMemory implements StoredCalls {
  private static final Logger LOG = LoggerFactory.getLogger(JournalMemory.class);

  /// A database that is just being opened takes some seconds on a busy machine.
  private static final Duration SETTLING = Duration.ofSeconds(15);

  private final JournalService journal;
  private final GatewaySnapshot.Source snapshots;

  JournalMemory(JournalService journal, GatewaySnapshot.Source snapshots) {
    this.journal = journal;
    this.snapshots = snapshots;
  }

  @Override
  public boolean keeps(String model) {
    return snapshots.current().keepsBodies(model);
  }

  @Override
  public @Nullable EndedCall call(CallId id) {
    return find(calls -> calls.find(id));
  }

  @Override
  public @Nullable EndedCall answered(String id) {
    return find(calls -> calls.answered(id));
  }

  private interface Lookup {
    @Nullable EndedCall in(CallReader calls);
  }

  /// Waits once, since a call that has just ended may not have been stored yet.
  private @Nullable EndedCall find(Lookup lookup) {
    try {
      var found = lookup.in(journal.calls());
      if (found != null) return found;
      boolean settled = journal.settle(SETTLING);
      found = lookup.in(journal.calls());
      if (found == null && !settled) {
        throw unreadable(new JournalException("the store is " + SETTLING + " behind"));
      }
      return found;
    } catch (JournalException e) {
      LOG.error("a stored answer cannot be looked for", e);
      throw unreadable(e);
    }
  }

  @Override
  public void forget(CallId id) {
    try {
      journal.journal().forget(id);
    } catch (JournalException e) {
      LOG.error("a stored answer cannot be deleted", e);
      throw unreadable(e);
    }
  }

  private static GatewayException unreadable(JournalException cause) {
    var failure =
        Failure.of(
            Failure.Kind.OVERLOADED,
            "The gateway's journal cannot be reached just now. Try again; its error log says"
                + " more.");
    return new GatewayException(failure, cause);
  }

  @Override
  public int mostBytes() {
    return snapshots.current().settings().limits().bodyLimit();
  }
}

package io.llmcallgateway.bootstrap;

import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.record.EndedCall;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal as the memory of clients that come back to their answers. Thread-safe.
final class JournalMemory implements StoredCalls {
  private static final Logger LOG = LoggerFactory.getLogger(JournalMemory.class);

  /// A database that is just being opened takes some seconds on a busy machine.
  private static final Duration SETTLING = Duration.ofSeconds(15);

  private final JournalService journal;
  private final Predicate<String> keeps;
  private final IntSupplier mostBytes;

  JournalMemory(JournalService journal, Predicate<String> keeps, IntSupplier mostBytes) {
    this.journal = journal;
    this.keeps = keeps;
    this.mostBytes = mostBytes;
  }

  @Override
  public boolean keeps(String model) {
    return keeps.test(model);
  }

  @Override
  public @Nullable EndedCall call(CallId id) {
    return find(calls -> calls.find(id));
  }

  @Override
  public @Nullable EndedCall answered(String id) {
    return find(calls -> calls.answered(id));
  }

  /// Waits once, since a call that has just ended may still be on its way into the store.
  private @Nullable EndedCall find(Function<CallReader, @Nullable EndedCall> asked) {
    try {
      var found = asked.apply(journal.calls());
      if (found != null) return found;
      boolean settled = journal.settle(SETTLING);
      found = asked.apply(journal.calls());
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
    return mostBytes.getAsInt();
  }
}

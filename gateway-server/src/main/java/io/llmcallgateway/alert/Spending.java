package io.llmcallgateway.alert;

import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.journal.SumsQuery;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the spending in the hour and the day of an instant from the journal's sums, which survive
/// restarts and follow repricing. Reads again after a call has ended, else once a minute. Not
/// thread-safe.
final class Spending {
  private static final Logger LOG = LoggerFactory.getLogger(Spending.class);
  private static final long KEPT_MILLIS = 60_000;

  private final JournalAccess journal;
  private long askedMinute = Long.MIN_VALUE;
  private Sums sums = new Sums(-1, -1);

  Spending(JournalAccess journal) {
    this.journal = journal;
  }

  /// The sums in nano-USD; -1 if unknown.
  record Sums(long hour, long day) {}

  /// Returns the sums at an instant.
  ///
  /// @param changed whether a call has ended since the last reading
  Sums at(Instant now, boolean changed) {
    long millis = now.toEpochMilli();
    long minute = Math.floorDiv(millis, KEPT_MILLIS);
    if (!changed && minute == askedMinute) return sums;
    try {
      var reader = journal.calls();
      sums =
          new Sums(
              sum(reader, SumsQuery.Step.HOUR, millis), sum(reader, SumsQuery.Step.DAY, millis));
    } catch (JournalException e) {
      LOG.debug("spending is not known yet", e); // the journal logs its own failures
      sums = new Sums(-1, -1);
    }
    askedMinute = minute;
    return sums;
  }

  private static long sum(CallReader reader, SumsQuery.Step step, long from) {
    long nanos = 0;
    for (var row : reader.sums(new SumsQuery(from, -1, step, null, 1, null, null, null)).rows()) {
      nanos += row.nanos();
    }
    return nanos;
  }
}

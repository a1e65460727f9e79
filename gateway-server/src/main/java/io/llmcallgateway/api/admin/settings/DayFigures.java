package io.llmcallgateway.api.admin.settings;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.SumsQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sums of the last 24 hours' calls, from the journal's roll-ups.
final class DayFigures {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final JournalAccess journal;
  private final InstantSource clock;

  DayFigures(JournalAccess journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /// Returns the sums by the values of a facet; those of the rarest are left out.
  Map<String, CallSums> by(String facet, int most, @Nullable String provider) {
    var sums = new HashMap<String, CallSums>();
    long now = clock.millis();
    var query =
        new SumsQuery(now - DAY, -1, SumsQuery.Step.TOTAL, facet, most, null, provider, null);
    for (var row : journal.calls().sums(query).rows()) {
      if (row.group() != null) sums.put(row.group(), row.sums());
    }
    return sums;
  }
}

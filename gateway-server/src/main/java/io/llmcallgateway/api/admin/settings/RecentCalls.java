package io.llmcallgateway.api.admin.settings;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.record.CallRecord.State;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Finds a provider's newest calls of the last 24 hours.
final class RecentCalls {
  private static final Duration DAY = Duration.ofDays(1);

  private final JournalAccess journal;
  private final InstantSource clock;

  RecentCalls(JournalAccess journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /// Returns the newest call; null if none is found in the time that a list may take.
  @Nullable CallLine last(String provider) {
    return newest(of(provider));
  }

  /// Returns the newest failed call; null as above.
  @Nullable CallLine lastFailed(String provider) {
    return newest(
        of(provider).without(CallFacet.STATE, State.SUCCESS.text(), State.CANCELLED.text()));
  }

  private CallFilter of(String provider) {
    long from = clock.millis() - DAY.toMillis();
    return CallFilter.ALL.between(from, -1).with(CallFacet.PROVIDER, provider);
  }

  private @Nullable CallLine newest(CallFilter filter) {
    var calls = journal.calls().list(CallQuery.newest(filter).limit(1)).calls();
    return calls.isEmpty() ? null : calls.getFirst();
  }
}

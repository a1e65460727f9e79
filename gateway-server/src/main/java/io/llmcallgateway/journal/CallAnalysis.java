package io.llmcallgateway.journal;

import io.llmcallgateway.journal.SumsQuery.Step;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers questions about many calls at once. Each looks for a limited time, and says down to
/// which time it came where that was not enough for all. Thread-safe.
public interface CallAnalysis {
  /// The calls with the most of something, the greatest first. The page has no cursor.
  CallPage top(CallFilter filter, Top by, int most);

  /// What calls are greatest in.
  enum Top {
    COST,
    TOTAL,
    FIRST,
    OUT
  }

  /// Sums over time, in stretches of one length.
  CallChart chart(CallFilter filter, int mostStretches);

  /// How many calls have each value of some facets, under all other conditions of the filter.
  ///
  /// @param kinds `model`, `provider`, `state`, `status`, `code`, `key`, `dialect`, `stream`,
  ///   `cost`, `cache`, `user`, `origin`, `tag` (names) or `tag:NAME` (values)
  /// @param most values of each
  List<FacetCounts> facets(CallFilter filter, List<String> kinds, int most);

  /// The values of a facet with the most calls.
  ///
  /// @param more whether there are others
  /// @param exact false if not all calls were looked at
  record FacetCounts(String kind, List<CallReader.Facet> values, boolean more, boolean exact) {
    public FacetCounts {
      values = List.copyOf(values);
    }
  }

  /// Sums of calls by group.
  ///
  /// @param groupBy `model`, `provider`, `key`, `user`, `session`, `code` or `tag:NAME`; null for
  ///   one group
  /// @param most groups that get rows of their own
  /// @param looking how long it may take
  FilteredSums sums(
      CallFilter filter, @Nullable String groupBy, Step step, int most, Duration looking);

  /// Sessions that have calls of a filter, those with the newest ones first. Their sums are of all
  /// their calls.
  ///
  /// @param before the cursor of a page, -1 for the first
  SessionPage sessions(CallFilter filter, long before, int limit);

  /// A session with its newest calls; null if no call has that session.
  ///
  /// @param before the cursor of calls before these, -1 for the newest
  @Nullable CallSession session(String id, long before, int limit);

  /// Sums of the calls of a filter.
  ///
  /// @param lookedUntil the time down to which calls were looked at, -1 where all were
  record FilteredSums(SumsTable table, long lookedUntil) {}
}

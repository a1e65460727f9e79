package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsQuery.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns filters into queries of the roll-ups, where these keep what is asked. One query.
final class RollupQueries {
  private static final Set<CallFacet> SUMMED =
      Set.of(CallFacet.MODEL, CallFacet.PROVIDER, CallFacet.KEY);
  private static final Set<String> GROUPS = Set.of("model", "provider", "key", "code");

  private final Connection connection;
  private final NameReader names;

  RollupQueries(Connection connection, NameReader names) {
    this.connection = connection;
    this.names = names;
  }

  /// The query that gives the sums of a filter; null if the roll-ups do not keep them.
  @Nullable SumsQuery of(CallFilter filter, @Nullable String groupBy, Step step, int most)
      throws SQLException {
    boolean more = filter.text() != null || filter.leastMicros() >= 0 || filter.leastNanos() >= 0;
    if (more || !filter.tags().isEmpty() || !areKept(groupBy, filter)) return null;
    for (var facet : filter.facets().entrySet()) {
      boolean one = facet.getValue().any().size() == 1 && facet.getValue().none().isEmpty();
      if (!one || !SUMMED.contains(facet.getKey())) return null;
    }
    var model = only(filter, CallFacet.MODEL);
    if (model != null && wasSent(model)) return null;
    return new SumsQuery(
        filter.from(),
        filter.to(),
        step,
        groupBy,
        most,
        model,
        only(filter, CallFacet.PROVIDER),
        only(filter, CallFacet.KEY));
  }

  private static boolean areKept(@Nullable String groupBy, CallFilter filter) {
    if (groupBy == null || GROUPS.contains(groupBy)) return true;
    return groupBy.startsWith("tag:") && filter.facets().isEmpty();
  }

  private static @Nullable String only(CallFilter filter, CallFacet facet) {
    var any = filter.choice(facet).any();
    return any.isEmpty() ? null : any.iterator().next();
  }

  /// True if a model was sent for another that was asked for: the roll-ups know calls by what was
  /// asked for alone.
  private boolean wasSent(String model) throws SQLException {
    var sql = "SELECT 1 FROM call INDEXED BY call_sent WHERE sent <> model AND sent = ? LIMIT 1";
    try (var find = connection.prepareStatement(sql)) {
      find.setLong(1, names.find(connection, "model", model).id());
      try (var rows = find.executeQuery()) {
        return rows.next();
      }
    }
  }
}

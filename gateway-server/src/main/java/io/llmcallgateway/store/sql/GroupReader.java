package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallAnalysis.FilteredSums;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.SumsQuery.Step;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.journal.SumsTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Adds up calls by group: from the roll-ups where they keep what is asked, else from the rows of
/// calls. Thread-safe.
final class GroupReader {
  /// The groups that are told apart in memory; calls of others share one.
  private static final int MOST_GROUPS = 5_000;

  private static final long LONG_MILLIS = Duration.ofHours(3).toMillis();

  private static final String NONE = "";

  private final NameReader names;
  private final SumsReader sums;
  private final ZoneId zone;
  private final InstantSource clock;

  GroupReader(NameReader names, SumsReader sums, ZoneId zone, InstantSource clock) {
    this.names = names;
    this.sums = sums;
    this.zone = zone;
    this.clock = clock;
  }

  FilteredSums read(
      Connection connection,
      CallFilter filter,
      @Nullable String groupBy,
      Step step,
      int most,
      Deadline deadline)
      throws SQLException {
    var query =
        isLong(filter)
            ? new RollupQueries(connection, names).of(filter, groupBy, step, most)
            : null;
    if (query != null) return new FilteredSums(sums.read(connection, query), -1);
    var groups = new Groups(connection, groupBy, step);
    var walked =
        new CallWalk(connection, new FilterSql(filter, connection, names), deadline)
            .walk(
                -1,
                "c.seq, " + RowSums.COLUMNS + ", " + column(groupBy),
                Integer.MAX_VALUE - 1,
                groups::add);
    return new FilteredSums(groups.table(most), walked.lookedUntil());
  }

  /// True if whole minutes are as good as the times that are asked for.
  private boolean isLong(CallFilter filter) {
    long to = filter.to() < 0 ? clock.millis() : filter.to();
    return filter.from() < 0 || to - filter.from() >= LONG_MILLIS;
  }

  private static String column(@Nullable String groupBy) {
    return switch (groupBy) {
      case null -> "0";
      case "model", "provider", "key", "code", "user", "session" -> "c." + groupBy;
      default ->
          "(SELECT n.value FROM call_tag t JOIN name n ON n.id = t.tag WHERE t.seq = c.seq"
              + " AND n.kind = '"
              + groupBy.replace("'", "''")
              + "')";
    };
  }

  private final class Groups {
    private final Connection connection;
    private final @Nullable String groupBy;
    private final Step step;
    private final Map<Long, Map<String, CallSums>> stretches = new TreeMap<>();
    private final Map<String, Long> calls = new HashMap<>();
    private final Set<String> merged = new HashSet<>();

    Groups(Connection connection, @Nullable String groupBy, Step step) {
      this.connection = connection;
      this.groupBy = groupBy;
      this.step = step;
    }

    void add(ResultSet row) throws SQLException {
      var group = group(row);
      if (group == null) return;
      if (!calls.containsKey(group) && calls.size() >= MOST_GROUPS) group = SumsRow.OTHER;
      calls.merge(group, 1L, Long::sum);
      long start = start(RowNumber.millis(row.getLong(1)));
      var stretch = stretches.computeIfAbsent(start, _ -> new HashMap<>());
      RowSums.add(stretch.computeIfAbsent(group, _ -> new CallSums()), row);
    }

    /// As the roll-ups have it: calls without a tag are in no group, those without an error are in
    /// that of their state.
    private @Nullable String group(ResultSet row) throws SQLException {
      return switch (groupBy) {
        case null -> NONE;
        case "model", "provider", "key" -> named(row.getLong(RowSums.NEXT));
        case "code" -> {
          long code = row.getLong(RowSums.NEXT);
          yield code == 0 ? EnumCodes.STATES.at(row.getInt(2)).text() : named(code);
        }
        case "user", "session" -> Objects.requireNonNullElse(row.getString(RowSums.NEXT), NONE);
        default -> row.getString(RowSums.NEXT);
      };
    }

    private String named(long id) throws SQLException {
      return Objects.requireNonNullElse(names.value(connection, id), NONE);
    }

    private long start(long millis) {
      return switch (step) {
        case MINUTE -> Rollups.start(RollupKey.MINUTE, millis, zone);
        case HOUR -> Rollups.start(RollupKey.HOUR, millis, zone);
        case DAY -> Rollups.start(RollupKey.DAY, millis, zone);
        case TOTAL -> 0;
      };
    }

    SumsTable table(int most) {
      var kept =
          calls.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Long>comparingByValue()
                      .reversed()
                      .thenComparing(Map.Entry.comparingByKey()))
              .limit(most)
              .map(Map.Entry::getKey)
              .toList();
      var rows = new ArrayList<SumsRow>();
      stretches.forEach((start, groups) -> addRows(rows, start, groups, Set.copyOf(kept)));
      return new SumsTable(rows, merged.size());
    }

    private void addRows(
        List<SumsRow> rows, long start, Map<String, CallSums> groups, Set<String> kept) {
      var others = new CallSums();
      boolean any = false;
      int begin = rows.size();
      for (var group : groups.entrySet()) {
        if (kept.contains(group.getKey())) {
          rows.add(new SumsRow(start, groupBy == null ? null : group.getKey(), group.getValue()));
        } else {
          others.add(group.getValue());
          merged.add(group.getKey());
          any = true;
        }
      }
      rows.subList(begin, rows.size())
          .sort(
              Comparator.comparing(
                  SumsRow::group, Comparator.nullsFirst(Comparator.naturalOrder())));
      if (any) rows.add(new SumsRow(start, SumsRow.OTHER, others));
    }
  }
}

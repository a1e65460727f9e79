package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.journal.SumsTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Adds up the rows of a query, which come in the order of time. First the calls of each group are
/// counted, so that those with the most get rows of their own and all others share one; then the
/// sums are added up. Rows are kept for that as far as they are few, and else read again. One
/// query.
final class SumsTableBuilder {
  private static final Comparator<SumsRow> BY_NAME =
      Comparator.comparing(SumsRow::group, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final @Nullable String groupBy;
  private final RollupGroup wanted;
  private final int most;
  private final long mostBytes;
  private final List<Row> kept = new ArrayList<>();
  private long bytes;
  private final Map<Long, Long> calls = new HashMap<>();
  private final Map<Long, String> named = new HashMap<>();
  private final List<SumsRow> table = new ArrayList<>();

  // of the stretch that is added up
  private long time = -1;
  private final Map<Long, CallSums> current = new HashMap<>();
  private @Nullable CallSums others;

  /// Runs the query.
  interface Source {
    void read(Taker taker) throws SQLException;
  }

  /// Takes the bytes of a row and the beginning of its stretch.
  interface Taker {
    void take(long start, byte[] row);
  }

  /// Finds the name behind a number.
  interface Naming {
    @Nullable String value(long id) throws SQLException;
  }

  /// A row as it was read.
  private static final class Row {
    private final long start;
    private final byte[] bytes;

    Row(long start, byte[] bytes) {
      this.start = start;
      this.bytes = bytes;
    }
  }

  /// @param wanted what a row's groups must have
  /// @param most groups with rows of their own
  /// @param mostBytes of rows that are kept between the passes
  SumsTableBuilder(@Nullable String groupBy, RollupGroup wanted, int most, long mostBytes) {
    this.groupBy = groupBy;
    this.wanted = wanted;
    this.most = most;
    this.mostBytes = mostBytes;
  }

  SumsTable table(Source source, Naming naming) throws SQLException {
    source.read(this::count);
    for (long id : largest()) {
      named.put(id, Objects.requireNonNullElse(naming.value(id), ""));
    }
    if (bytes > mostBytes) source.read(this::add);
    else for (var row : kept) add(row.start, row.bytes);
    end();
    return new SumsTable(table, calls.size() - named.size());
  }

  /// Only how many calls the largest groups have, by their names.
  Map<String, Long> counts(Source source, Naming naming) throws SQLException {
    source.read((_, row) -> count(row));
    var counts = new HashMap<String, Long>();
    for (long id : largest()) {
      counts.put(Objects.requireNonNullElse(naming.value(id), ""), calls.getOrDefault(id, 0L));
    }
    return counts;
  }

  private void count(long start, byte[] row) {
    count(row);
    bytes += row.length;
    if (bytes > mostBytes) kept.clear();
    else kept.add(new Row(start, row));
  }

  private void count(byte[] row) {
    for (var groups = new RollupRow(row); groups.next(); ) {
      if (!groups.group().isOf(wanted)) continue;
      calls.merge(value(groups.group()), SumsCodec.calls(row, groups.sums()), Long::sum);
    }
  }

  /// By which of its numbers a group is told apart.
  private long value(RollupGroup group) {
    return switch (groupBy) {
      case null -> 0;
      case "model" -> group.model();
      case "provider" -> group.provider();
      case "key" -> group.key();
      case "code" -> group.outcome();
      default -> group.tag();
    };
  }

  private List<Long> largest() {
    var order = Map.Entry.<Long, Long>comparingByValue().reversed();
    return calls.entrySet().stream()
        .filter(entry -> !isOthers(entry.getKey()))
        .sorted(order.thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Calls without a provider have the number 0 too, which is no other's.
  private boolean isOthers(long id) {
    return id == SummedNames.OTHERS && groupBy != null && !groupBy.equals("provider");
  }

  private void add(long start, byte[] row) {
    if (start != time) {
      end();
      time = start;
    }
    for (var groups = new RollupRow(row); groups.next(); ) {
      if (groups.group().isOf(wanted))
        SumsCodec.add(sums(value(groups.group())), row, groups.sums());
    }
  }

  private CallSums sums(long id) {
    if (named.containsKey(id)) return current.computeIfAbsent(id, _ -> new CallSums());
    if (others == null) others = new CallSums();
    return others;
  }

  /// Makes rows of what has been added up.
  private void end() {
    int begin = table.size();
    current.forEach(
        (id, sums) -> table.add(new SumsRow(time, groupBy == null ? null : named.get(id), sums)));
    table.subList(begin, table.size()).sort(BY_NAME);
    if (others != null) table.add(new SumsRow(time, SumsRow.OTHER, others));
    current.clear();
    others = null;
  }
}

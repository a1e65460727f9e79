package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.journal.SumsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The cells of a table of sums while its rows are read, which come in the order of time. A cell
/// stays as bytes until it is known what it is added to: of a long chart by a tag most go into
/// lines that they share with others. One query.
final class SumsCells {
  private static final Comparator<SumsRow> BY_NAME =
      Comparator.comparing(SumsRow::group, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final List<Cell> cells = new ArrayList<>();
  private final Map<Long, Cell> current = new HashMap<>();
  private long time = -1;

  /// One stretch and one value.
  private static final class Cell {
    private final long start;
    private final long id;
    private final byte[] row;
    private final int sums;
    private @Nullable Sums more;

    Cell(long start, long id, byte[] row, int sums) {
      this.start = start;
      this.id = id;
      this.row = row;
      this.sums = sums;
    }

    void add(byte[] otherRow, int otherSums) {
      if (more == null) more = new Sums();
      more.add(otherRow, otherSums);
    }

    long calls() {
      return Sums.calls(row, sums) + (more == null ? 0 : more.calls());
    }

    void addTo(Sums total) {
      total.add(row, sums);
      if (more != null) total.add(more);
    }

    SumsRow row(@Nullable String name) {
      var sums = new Sums();
      addTo(sums);
      return sums.row(start, name);
    }
  }

  /// Adds sums that begin somewhere in a row's bytes to those of a time and a name's number.
  void add(long start, long id, byte[] row, int sums) {
    if (start != time) {
      current.clear();
      time = start;
    }
    var cell = current.get(id);
    if (cell != null) {
      cell.add(row, sums);
      return;
    }
    cell = new Cell(start, id, row, sums);
    current.put(id, cell);
    cells.add(cell);
  }

  /// The rows of the `most` groups with the most calls, and of all others together.
  ///
  /// @param grouped whether rows are named after their group
  SumsTable table(Connection connection, NameBook names, boolean grouped, int most)
      throws SQLException {
    var calls = new HashMap<Long, Long>();
    for (var cell : cells) calls.merge(cell.id, cell.calls(), Long::sum);
    var named = names(connection, names, largest(calls, most));
    var rows = new ArrayList<SumsRow>();
    for (int from = 0, to; from < cells.size(); from = to) {
      to = from + 1;
      while (to < cells.size() && cells.get(to).start == cells.get(from).start) to++;
      addRows(cells.subList(from, to), named, grouped, rows);
    }
    return new SumsTable(rows, calls.size() - named.size());
  }

  private static Set<Long> largest(Map<Long, Long> calls, int most) {
    if (calls.size() <= most) return calls.keySet();
    var order = Map.Entry.<Long, Long>comparingByValue().reversed();
    var largest = new HashSet<Long>();
    calls.entrySet().stream()
        .sorted(order.thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .forEach(entry -> largest.add(entry.getKey()));
    return largest;
  }

  private static Map<Long, String> names(Connection connection, NameBook names, Set<Long> ids)
      throws SQLException {
    var named = new HashMap<Long, String>();
    for (long id : ids) {
      var name = names.value(connection, id);
      named.put(id, name == null ? "" : name);
    }
    return named;
  }

  /// Adds the rows of one stretch.
  private static void addRows(
      List<Cell> cells, Map<Long, String> named, boolean grouped, List<SumsRow> rows) {
    int begin = rows.size();
    Sums others = null;
    for (var cell : cells) {
      var name = named.get(cell.id);
      if (name != null) {
        rows.add(cell.row(grouped ? name : null));
        continue;
      }
      if (others == null) others = new Sums();
      cell.addTo(others);
    }
    rows.subList(begin, rows.size()).sort(BY_NAME);
    if (others != null) rows.add(others.row(cells.getFirst().start, SumsRow.OTHER));
  }
}
